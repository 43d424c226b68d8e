/* What becomes of notes: each case is a few lines of them, a generator and what it must (or must
 * not) ask. Most stand for something a teacher struck out of a printed paper. */
#include "bank_of.h"

enum outcome { PAPER, CARD, NONE };

struct generated {
    const char *name, *notes, *generator;
    const char *stem; /* part of the stem looked for; for NONE no item of the generator has it */
    enum outcome is;
    const char *why;   /* of CARD: why it is no paper's */
    const char *right; /* part of a right option or answer, or "true" or "false"; NULL: any */
    const char *wrong; /* part of a wrong option; NULL: any */
};

#define CACHE                                                                                                  \
    "# 存储系统\n## 缓存淘汰策略\n"                                                                  \
    "1. 先进先出：最早进入缓存的数据最先被移除，不看访问的次数。\n"                \
    "2. 最近最少使用：移除最长时间没有被访问过的数据，命中时移到链表头部。\n" \
    "3. 访问频率：按累计次数排序，每次移除次数最低的那一个记录。\n"                \
    "4. 随机淘汰：从所有键里任意挑选一个删除，实现简单但效果不稳定。\n"

#define FAULT                                                                                      \
    "# 运维\n## 服务响应变慢是怎么回事\n原因：\n"                                  \
    "1. 连接池太小，请求排队等待空闲的连接。\n"                                  \
    "2. 慢查询占住数据库，其他语句得不到执行。\n"                               \
    "3. 垃圾回收频繁，业务线程反复被暂停。\n"                                     \
    "对策：\n"                                                                                  \
    "1. 按压测结果调整连接数，并设置等待上限。\n"                               \
    "2. 给高频条件加上索引，拆开过大的事务。\n"                                  \
    "3. 扩大堆内存的新生代，换用低停顿的收集器。\n"

static const struct generated cases[] = {
    /* recall */
    {"a question with its points",
     "# 网络\n## 为什么要三次握手\n1. 确认双方的收发能力。\n"
     "2. 同步双方的初始序列号。\n3. 防止旧的连接请求造成混乱。\n",
     "recall", "为什么要三次握手？", PAPER, NULL, "初始序列号", NULL},
    {"a heading is asked about",
     "# 分布式锁\n## 实现方式\n1. 数据库的唯一索引。\n"
     "2. 带过期时间的缓存键。\n3. 协调服务的临时节点。\n",
     "recall", "分布式锁的实现方式", PAPER, NULL, "临时节点", NULL},
    {"formulas are points, too",
     "# 概率\n## 条件概率怎么计算？\n1. 先求联合概率 $P(A, B) = P(A | B) P(B)$\n"
     "2. 再求边缘概率\n\n$$P(B) = P(B | A) + P(B | C)$$\n",
     "recall", "条件概率怎么计算？", PAPER, NULL, "再求边缘概率：P(B) = P(B | A) + P(B | C)", NULL},
    {"no answer yet",
     "# 网络\n## 什么是滑动窗口\n\n## 什么是拥塞窗口\n发送方按网络状况维护的窗口。\n", "recall",
     "滑动窗口", NONE, NULL, NULL, NULL},
    {"a picture is part of the answer",
     "# 网络\n## 为什么要三次握手\n![图](a.png)\n1. 确认双方的能力。\n"
     "2. 同步双方的序列号。\n",
     "recall", "三次握手", CARD, NULL, NULL, NULL},
    {"a comment among the points",
     "# 网络\n## 为什么要三次握手\n1. 确认双方的收发能力。\n\n"
     "顺便说一句，这一点常常被忽略。\n\n2. 同步双方的初始序列号。\n",
     "recall", "三次握手", CARD, NULL, NULL, NULL},
    {"points at the page",
     "# 网络\n## 四次挥手的过程\n1. 如下图所示，客户端先发送结束报文。\n"
     "2. 服务端确认后进入等待状态。\n",
     "recall", "四次挥手", CARD, "card:points-at-page", NULL, NULL},
    {"a point goes on in something lost",
     "# 框架\n## 事务管理有哪些优点\n1. 提供简单的接口而不是复杂的接口如\n"
     "2. 支持声明式的事务管理。\n",
     "recall", "事务管理", CARD, "card:broken", NULL, NULL},
    {"a point asks back",
     "# 模型\n## 为什么要归一化\n1. 避免神经元饱和。啥意思？就是梯度几乎为零。\n"
     "2. 让不同量纲的特征可以比较。\n",
     "recall", "归一化", CARD, "card:asks-back", NULL, NULL},
    {"a list of contents",
     "# 链表分类\n1. 单链表\n2. 双向链表\n3. 循环链表\n## 单链表\n每个结点只有后继。\n"
     "## 双向链表\n每个结点有前驱和后继。\n## 循环链表\n尾结点指向头结点。\n",
     "recall", "链表分类", NONE, NULL, NULL, NULL},
    /* what a stem is about */
    {"note and section stand in front",
     "# Redis\n## 集群模式\n### 优缺点是什么\n优点：\n1. 能够按键的散列值分散写入的压力。\n2. "
     "一台主机停机时由它的副本接替。\n缺点：\n1. 一条命令不能涉及不同主机上的键。\n2. "
     "客户端要处理槽位迁移时的重定向。\n",
     "member", "【Redis】针对“集群模式的优缺点是什么”", PAPER, NULL, NULL, NULL},
    {"a note's own words are not said twice",
     "# 三次握手\n## 为什么三次握手要确认序列号\n1. 防止旧的连接请求造成混乱。\n2. "
     "让双方知道从哪里开始计数。\n",
     "recall", "【", NONE, NULL, NULL, NULL},
    {"a place in an outline is no subject",
     "# Chapter 3: Distributed Locks\n## How does a lease protect a lock?\n1. It ends by itself "
     "when the holder stops.\n2. The holder has to renew it in time.\n",
     "recall", "[Distributed Locks] How does a lease", PAPER, NULL, NULL, NULL},
    {"the number of a file is no subject",
     "# 21-蓄水池抽样\n## 适用的条件有哪些\n1. 数据的总量事先不知道。\n2. 数据只能读一遍。\n",
     "recall", "【蓄水池抽样】适用的条件有哪些？", PAPER, NULL, NULL, NULL},
    {"nothing above says of what",
     "# 笔记\n## 评估标准\n1. 流畅程度：句子通顺，没有语法和标点上的错误。\n2. "
     "事实正确：引用的公式和数据与原文一致。\n3. 覆盖程度：问题的每一个部分都得到回答。\n4. "
     "安全程度：不含伤害他人或者违法的内容。\n",
     "explain-key", "评估标准", NONE, NULL, NULL, NULL},
    {"a term is asked about under its note",
     "# Graph theory\n## Walks\n- Path (simple path): a walk that visits no vertex more than "
     "once on its way.\n- Circuit (closed trail): a trail whose first and last vertex are one.\n",
     "recall", "Regarding", NONE, NULL, NULL, NULL},
    {"two letters stand for many things",
     "# 事务\n## 有哪些隔离级别\n- RC（Read Committed）：只读取其他事务已经提交的数据。\n- "
     "MVCC（Multi-Version Concurrency Control）：读取某一时刻的快照。\n",
     "fullname", "RC", NONE, NULL, NULL, NULL},
    {"a company is no term",
     "# Vision\n## Where is it used?\n- NOSC (Northern Ocean Shipping Company): counts "
     "containers.\n- OCR (Optical Character Recognition): reads plates.\n",
     "fullname", "NOSC", NONE, NULL, NULL, NULL},

    /* whole questions */
    {"an English heading that only looks like a question",
     "# Streaming\n## When a stream is interrupted halfway?\n1. Log the partial buffer.\n2. Send "
     "an error event to the client.\n",
     "recall", "interrupted", CARD, "card:no-context", NULL, NULL},
    {"a question with its verb",
     "# Streaming\n## When is a stream interrupted halfway?\n1. The client closes the "
     "connection.\n2. A proxy between the two gives up waiting.\n",
     "recall", "interrupted", PAPER, NULL, NULL, NULL},
    {"speaks of something outside",
     "# Terminal editors\n## Why do you need to learn them?\n1. They run on every server.\n2. "
     "They start at once.\n",
     "recall", "learn them", CARD, "card:no-context", NULL, NULL},
    {"what it stands for stands before it",
     "# Languages\n## What is a closure and how is it used?\n1. A function with the variables "
     "around it.\n2. It keeps state between calls.\n3. It is passed as a callback.\n",
     "recall", "closure", PAPER, NULL, NULL, NULL},
    {"two questions in one heading",
     "# Style\n## Which frameworks exist? How would one improve them?\n1. A grid for pages.\n2. A "
     "set of buttons.\n3. A reset of margins.\n",
     "recall", "frameworks", CARD, "card:no-context", NULL, NULL},
    {"a way to divide is no question",
     "# 债券\n## 债券的种类\n### 按是否记名分？\n1. 记名债券。\n2. 不记名债券。\n", "recall",
     "按是否记名分", CARD, "card:no-context", NULL, NULL},
    {"better than what",
     "# 缓存\n## 为什么 Max-Age 优先级更高？\n1. 不受客户端时间的影响。\n2. "
     "不需要计算具体的日期。\n",
     "recall", "Max-Age", CARD, "card:no-context", NULL, NULL},
    {"a summary asks nothing",
     "# Editors\n## Summary: Which should one use?\n1. Nano for a quick change.\n2. Vim for a "
     "long one.\n",
     "recall", "Which should", CARD, "card:no-context", NULL, NULL},
    {"what there is to choose is no answer",
     "# 监控\n## 为什么需要消息队列？\n1. 方案 A：直接写入数据库，路径短而且延迟低。\n2. 方案 "
     "B：先写入队列，数据库停机时可以缓冲。\n",
     "recall", "消息队列", CARD, "card:options", NULL, NULL},
    {"the source of a formula",
     "# 概率\n## 分布函数有哪些性质\n1. 取值满足 0 \\leq F。\n2. 自变量增加时它不减少。\n",
     "recall", "分布函数", CARD, NULL, NULL, NULL},
    {"an opinion is no fact",
     "# 框架\n## 选择框架的原则有哪些\n1. 个人认为文档齐全的最重要。\n2. 社区活跃的问题少。\n",
     "recall", "选择框架", CARD, NULL, NULL, NULL},

    /* pages about a project */
    {"a specification",
     "# "
     "复习工具规格\n状态：待审查\n日期：某日\n\n第一版只做前端页面的原型，登录和注册放到下一阶段。"
     "\n## 产品的"
     "目标有哪些\n1. 用户每天知道今天该练什么。\n2. 第一阶段的验收以原型为准。\n",
     "recall", "产品的目标", CARD, NULL, NULL, NULL},
    {"boxes to tick",
     "# 部署\n## 部署的步骤有哪些\n- [ ] 配置环境\n- [ ] 创建集合\n- [ ] 部署函数\n- [ ] "
     "编译前端\n- [ ] "
     "上传前端\n- [ ] 打开触发器\n## 为什么要分批部署\n1. 出错时影响的用户少。\n2. "
     "可以随时退回。\n",
     "recall", "分批部署", CARD, NULL, NULL, NULL},

    {"advantages of several things",
     "# 缓存\n## 缓存穿透有哪些解决方案\n布隆过滤器：\n用位数组判断。\n优点：\n"
     "1. 节省空间。\n2. 查询快。\n缺点：\n1. 有误判。\n2. 不能删除。\n空值缓存：\n"
     "把空结果也存起来。\n优点：\n1. 实现简单。\n2. 没有误判。\n",
     "member", "优点", NONE, NULL, NULL, NULL},
    {"a heading with no subject",
     "# 网络\n## 是会主动关闭还是等待超时\n1. 默认等待超时。\n2. 也可以主动关闭。\n", "recall",
     "主动关闭", CARD, "card:stop-heading", NULL, NULL},
    {"summary headings ask nothing",
     "# 网络\n## 总结\n1. 三次握手建立连接。\n2. 四次挥手释放连接。\n", "recall", "总结", NONE,
     NULL, NULL, NULL},

    /* titles */
    {"a glued number is off",
     "# 语言\n## 132.delete和free有什么区别\n1. 前者会调用析构函数。\n"
     "2. 后者只释放内存。\n",
     "recall", "132", NONE, NULL, NULL, NULL},
    {"a version stays",
     "# 语言\n## 3.x版本有什么变化\n1. 字符串都是统一编码。\n2. 打印变成了函数。\n", "recall",
     "3.x版本", PAPER, NULL, NULL, NULL},
    {"a back link is off",
     "# 缓存\n## 缓存雪崩的原因 [Top](#index)\n1. 大量键同时过期。\n2. 缓存节点宕机。\n", "recall",
     "Top", NONE, NULL, NULL, NULL},
    {"courtesies are off",
     "# 锁\n## 面试官：谈谈你对乐观锁的理解？\n乐观锁是一种假定冲突很少发生的并发控制方法。\n",
     "recall", "面试官", NONE, NULL, NULL, NULL},
    {"half a courtesy stays",
     "# 网页\n## 说说你对嵌套规则的理解，都有哪些规则？\n1. 块级元素可以放行内元素。\n"
     "2. 段落里不能再放块级元素。\n3. 列表项里可以再放列表。\n4. 链接里不能再放链接。\n",
     "recall", "说说你对嵌套规则的理解，都有哪些规则", CARD, NULL, NULL, NULL},
    {"part of a longer word is no courtesy",
     "# 设计模式\n## 解释器模式的优点\n1. 易于实现简单的文法。\n"
     "2. 扩展新的表达式很方便。\n",
     "recall", "解释器模式的优点", PAPER, NULL, NULL, NULL},
    {"a line of code is no parent",
     "# include<iostream.h>\n## 优点\n1. 使用方便。\n2. 类型安全。\n", "recall", "iostream", NONE,
     NULL, NULL, NULL},
    {"a weak title takes its parent's name",
     "# 分布式\n## 消息队列\n### 底层原理\n1. 生产者把消息写进日志文件的末尾，不等消费者。\n"
     "2. 消费者按偏移量顺序读取日志，处理完再提交偏移量。\n",
     "recall", "消息队列的底层原理", PAPER, NULL, NULL, NULL},

    {"a word fell out of the heading",
     "# <option> 元素\n## 属性\n1. `disabled`：布尔值，表示该项是否可以选择。\n2. "
     "`index`：整数，表示该项在列表里面的位置。\n3. `text`：字符串，表示该项显示的文本内容。\n4. "
     "`form`：对象，表示该项所在的那一个表单。\n",
     "explain-key", "元素的属性", NONE, NULL, NULL, NULL},
    {"a collection of questions is no stop",
     "# 中间件\n## Redis 面试题\n### 为什么采用单线程模型\n1. "
     "数据都在内存里，读写不必等待磁盘。\n2. 没有线程切换和锁竞争的开销。\n",
     "recall", "为什么采用单线程模型", PAPER, NULL, NULL, NULL},
    {"contents of a site",
     "# 手册\n## 内容导航\n### 设计原则\n1. 架构模式：分层、微服务和事件驱动的取舍。\n2. "
     "核心概念：可扩展性、可靠性和一致性。\n3. 技术组件：缓存、队列和数据库的使用。\n4. "
     "案例分析：秒杀、短链和聊天系统的设计。\n",
     "explain-key", "设计原则", NONE, NULL, NULL, NULL},
    {"a mark between number and title",
     "# 模型\n## Q07 · 并行策略有哪些\n1. 切分批次的数据并行。\n2. 切分层的流水线并行。\n",
     "recall", "·", NONE, NULL, NULL, NULL},
    {"a heading that names nothing is no context",
     "# 数据库\n## 事务\n### 基本特性\n#### 隔离级别有几种\n1. 读未提交。\n2. 读已提交。\n3. "
     "可重复读。\n",
     "recall", "基本特性", NONE, NULL, NULL, NULL},
    {"a heading that names nothing takes its parent's name",
     "# 前端\n## 节流函数\n### 常见应用和特性\n1. 限制一段时间内的执行次数。\n2. "
     "保证最后一次调用得到执行。\n",
     "recall", "节流函数的常见应用和特性", PAPER, NULL, NULL, NULL},
    {"of which part of the heading",
     "# 秒杀\n## 最佳方案：缓存加脚本原子扣减\n### 实现原理\n1. 扣减是原子的，不会超卖。\n2. "
     "所有请求都不打到数据库。\n",
     "recall", "实现原理", CARD, NULL, NULL, NULL},
    {"what is weak below a question is about that",
     "# 大模型基础知识\n## 什么是自注意力？\n### 为什么重要\n1. 捕捉长距离的依赖。\n2. "
     "可以并行地计算。\n",
     "recall", "大模型基础知识为什么重要", NONE, NULL, NULL, NULL},
    {"a task is no question",
     "# 链表\n## 判断链表是否有环\n1. 快慢两个指针从头结点出发。\n2. 若有环两者一定会相遇。\n",
     "recall", "判断链表", CARD, NULL, NULL, NULL},
    {"the reader's own story",
     "# Hiring\n## Do you need us to offer sponsorship?\n1. Yes, for the first year.\n2. No, after "
     "that.\n",
     "recall", "sponsorship", CARD, NULL, NULL, NULL},
    {"who said so is no point",
     "# 并发\n## 什么是线程安全\n1. 多个线程访问时总能得到正确的结果。\n2. ——《某本书》\n",
     "recall", "线程安全", CARD, "card:broken", NULL, NULL},
    {"a remark is no point",
     "# 启动\n## 计算机启动的流程\n1. 主板通电并自检。\n2. 加载引导程序。\n3. "
     "注：此前的设置保存在另一块芯片中。\n",
     "recall", "启动的流程", CARD, "card:aside", NULL, NULL},
    {"arrows instead of sentences",
     "# 模型\n## 为什么小批量不会卡住\n梯度有噪声 → 能够逃离平坦的区域。\n", "recall", "小批量",
     CARD, "card:shorthand", NULL, NULL},
    {"to be completed", "# Linux\n## How to set the path for good?\nTo be completed.\n", "recall",
     "set the path", NONE, NULL, NULL, NULL},
    /* explain-key and verdict */
    {"names in a row state nothing",
     "# 系统\n## 指令的概念\n1. 指令格式：操作码、数据源、寻址方式。\n2. "
     "指令周期：取出并执行一条命令所需的全部时间。\n"
     "3. 指令流水：把执行分成几段让多条命令同时前进。\n4. "
     "指令预取：在前一条执行时提前读出后面的内容。\n",
     "verdict", "操作码、数据源", NONE, NULL, NULL, NULL},
    {"perhaps has no opposite",
     "# 存储\n## 变长字段的存放\n1. 变长列占用的字节数较多时可能就要用两个字节来表示长度。\n2. "
     "定长列不记录长度。\n",
     "verdict", "较少", NONE, NULL, NULL, NULL},
    {"what to do has no opposite",
     "# 界面\n## 布局优化\n1. 减少层级并且对布局做扁平化的处理。\n2. 延迟加载看不见的部分。\n",
     "verdict", "增加层级", NONE, NULL, NULL, NULL},
    {"a number gives the option away",
     "# 虚拟机\n## 常见的启动参数\n1. -Xms256m：初始化堆大小为 256m，启动时一次分配。\n2. "
     "-Xmn50m：新生代的大小，其余都归老年代使用。\n"
     "3. -Xss1m：每个线程的栈的大小，递归深时调大。\n4. "
     "-XX:MaxPermSize：永久代的上限，存放类的元数据。\n",
     "explain-key", "初始化堆大小", NONE, NULL, NULL, NULL},
    {"which one is described", CACHE, "explain-key", "任意挑选一个删除", PAPER, NULL, "随机淘汰",
     "先进先出"},
    {"an explanation points back",
     "# 模型\n## 激活函数有哪些性质\n1. 可微性：基于梯度优化时就体现了该性质的作用。\n"
     "2. 单调性：保证单层网络是一个凸函数的优化。\n"
     "3. 非线性：使多层网络能逼近任意复杂的函数。\n"
     "4. 有界性：输出范围有限时梯度方法更加稳定。\n",
     "explain-key", "该性质", NONE, NULL, NULL, NULL},
    {"another key within the explanation",
     "# 系统\n## 中断和轮询有什么区别\n1. 轮询：处理器对设备轮流询问。中断：通过事件提醒。\n"
     "2. 效率：等待时间长，利用率不高。中断：容易遗漏。\n"
     "3. 场景：设备少的嵌入式系统里更常用轮询方式。\n",
     "verdict", "容易遗漏", NONE, NULL, NULL, NULL},
    {"a place in a row is no name",
     "# 抓包\n## 建立连接的报文\n1. 第1步：客户端发送同步报文并等待确认。\n"
     "2. 第2步：服务端返回同步确认并分配资源。\n"
     "3. 第3步：客户端确认后双方进入已连接状态。\n",
     "verdict", "第1步", NONE, NULL, NULL, NULL},
    {"one of several is no name",
     "# 组件\n## 注册组件的写法\n1. 写法一：先定义构造器再用标签名注册组件。\n"
     "2. 写法二：定义和注册在同一个语句里面完成。\n"
     "3. 写法三：把模板放进页面里再按编号引用它。\n",
     "verdict", "写法二", NONE, NULL, NULL, NULL},
    {"a yes makes a statement",
     "# 网络\n## UDP是不是需要建立连接\n不需要。\n它直接把数据报交给网络层发送。\n", "verdict",
     "UDP需要建立连接", PAPER, NULL, "false", NULL},
    {"a statement about nothing",
     "# 模型\n## 可以进行多分类吗\n可以。\n把二分类的模型组合起来就行。\n", "verdict", "多分类",
     NONE, NULL, NULL, NULL},
    {"a word of the title has no direction",
     "# 集成学习\n## 提升树的特点\n1. 提升树算法用二叉树做基学习器，逐步拟合残差。\n"
     "2. 每一轮都依赖上一轮的结果，因此很难并行训练。\n",
     "verdict", "降低树", NONE, NULL, NULL, NULL},
    {"a conclusion is not one of several",
     "# 算法\n## 外部排序为什么要分块\n总结：\n1. 分块之后每块都能放进内存，磁盘读写次数减少。\n"
     "2. 归并时只需顺序读取各块，不必随机访问磁盘。\n",
     "verdict", "总结之一", NONE, NULL, NULL, NULL},

    /* member and odd-one */
    {"causes among measures", FAULT, "member", "属于原因的有", PAPER, NULL, NULL, NULL},
    {"one cause too few", FAULT, "odd-one", "不属于原因的是", PAPER, NULL, NULL, "连接池太小"},
    {"lists beside each other are no contrast",
     "# 标签\n## width、height 属性\n1. width\n2. height\n## 其他常用属性\n"
     "1. border\n2. title\n3. vspace\n",
     "member", "width", NONE, NULL, NULL, NULL},

    /* order and match */
    {"steps in order",
     "# 网络\n## 浏览器访问网页的过程\n1. 解析域名得到地址。\n2. 与服务器建立连接。\n"
     "3. 发送请求报文。\n4. 服务器返回响应。\n5. 浏览器渲染页面。\n",
     "order", "浏览器访问网页的过程", PAPER, NULL, "解析域名", NULL},
    {"steps with a branch",
     "# 网络\n## 浏览器访问网页的过程\n1. 解析域名得到地址。\n2. "
     "如果有缓存则直接使用，否则建立连接。\n"
     "3. 发送请求报文。\n4. 服务器返回响应。\n",
     "order", "浏览器访问网页", NONE, NULL, NULL, NULL},
    {"names and explanations",
     "# 网络\n## 报文首部的字段\n1. 源端口：标识发送方主机里的那一个进程。\n"
     "2. 序列号：字节流里本段第一个字节的编号。\n"
     "3. 校验和：发现传输中损坏的比特并丢弃整段。\n"
     "4. 紧急指针：指出应当优先交给上层的数据到哪里为止。\n",
     "match", "报文首部的字段", PAPER, NULL, "损坏的比特", NULL},
    {"a word of one name in what is said of another", CACHE, "match", "缓存淘汰策略", NONE, NULL,
     NULL, NULL},
    {"again is no step word",
     "# 虚拟机\n## 并发标记的过程\n1. 初始标记：标记根直接引用的对象。\n2. "
     "并发遍历：与应用一起遍历对象图。\n"
     "3. 再次标记：修正上一阶段变动的记录。\n4. 独占清理：计算各区域的回收比例。\n",
     "order", "并发标记", PAPER, NULL, "再次标记", NULL},

    /* cloze */
    {"a blank without its subject",
     "# 算法\n## 分区\n是一种【条件分区】的做法，按照数据的大小把它们分散到不同的区里。\n", "cloze",
     "____", CARD, NULL, NULL, NULL},
    {"a noun with what is said about it",
     "# 博弈\n## 子博弈\n扩展博弈里的【单点信息集】往下的所有博弈过程。\n", "cloze", "____", CARD,
     NULL, NULL, NULL},
    {"the author's gap",
     "# 进制\n## 数据表示\n一个字节由【8个】二进制位组成，可以表示从零开始的整数。\n", "cloze",
     "____二进制位", PAPER, NULL, "8个", NULL},
    {"what a page elsewhere is called",
     "# 链接\n## 面试经验\n- [某公司算法岗位面经【三面加终面】](https://example.org/1)\n"
     "- [某公司后台开发面经【两面】](https://example.org/2)\n",
     "cloze", "面经", NONE, NULL, NULL, NULL},

    /* fullname and define */
    {"an abbreviation",
     "# 协议\n## 常见协议\n1. 地址解析协议 ARP（Address Resolution "
     "Protocol）：由网络地址找到物理地址的协议。\n"
     "2. 超文本传输：浏览器和服务器之间传输网页的规则。\n",
     "fullname", "ARP", PAPER, NULL, "Address Resolution Protocol", NULL},
    {"a foreign name",
     "# 模型\n## 训练方法\n1. 梯度累积（Gradient "
     "Accumulation）：把几个小批的梯度加起来再更新参数。\n"
     "2. 梯度裁剪（Gradient Clipping）：限制梯度的大小以防止梯度爆炸。\n",
     "fullname", "梯度累积", PAPER, NULL, "Gradient Accumulation", NULL},
    {"a question is no term",
     "# 模型\n## 如何理解空洞卷积（dilated convolution）\n1. 在卷积核的元素之间插入间隔。\n"
     "2. 不增加参数就扩大感受野。\n",
     "fullname", "如何理解", NONE, NULL, NULL, NULL},
    {"what leads to a name is no term",
     "# 模型\n## 集成方法\n1. XGBoost全名叫（eXtreme Gradient "
     "Boosting）：一种梯度提升的工程实现。\n"
     "2. 随机森林（Random Forest）：多棵决策树投票得到结果的方法。\n",
     "fullname", "全名叫", NONE, NULL, NULL, NULL},
    {"a code word is no term",
     "# 协议\n## 报文字段\n1. 序列号（seq）：标识发送的数据在字节流里的位置。\n"
     "2. 确认号（ack）：期望收到的下一个字节的编号。\n",
     "fullname", "序列号", NONE, NULL, NULL, NULL},
    {"everybody knows the word",
     "# 框架\n## 三层结构\n1. 视图（View）：把模型里的数据显示给使用的人。\n2. "
     "控制器（Controller）：接收输入并选择要显示的内容。\n",
     "fullname", "视图", NONE, NULL, NULL, NULL},
    {"an example is no name",
     "# 分词\n## 常用方案\n1. 现代做法（LLaMA / ChatGLM）：直接在多语言语料上训练分词器。\n2. "
     "交换机（IB Switch）：连接机柜里的多块网卡。\n",
     "fullname", "英文术语", NONE, NULL, NULL, NULL},
    {"told by a heading above",
     "# Ollama\n## 交互方式\n1. 服务端（Ollama）：在本机监听端口并加载模型。\n2. "
     "命令行：直接在终端里对话。\n",
     "fullname", "服务端", NONE, NULL, NULL, NULL},
    {"a term is defined",
     "# 操作系统\n## 信号量\n信号量是一种用整数计数来协调多个进程访问共享资源的机制。\n", "define",
     "信号量", PAPER, NULL, "协调多个进程", NULL},

    /* compare */
    {"a value of a row",
     "# 网络\n## 常见端口\n| 协议 | 端口号 | 用途 |\n|--|--|--|\n| DNS | 53 | 域名解析 |\n"
     "| HTTPS | 443 | 加密网页 |\n| SMTP | 25 | 发送邮件 |\n| POP3 | 110 | 接收邮件 |\n",
     "compare", "“SMTP”的端口号是", PAPER, NULL, "25", "443"},
    {"results of an experiment",
     "# 聚类\n## 聚类试验\n| 方法 | 样本数 | 误差 |\n|--|--|--|\n| 甲方法 | 17 | 0.1 |\n"
     "| 乙方法 | 51 | 0.2 |\n| 丙方法 | 22 | 0.3 |\n| 丁方法 | 12 | 0.4 |\n",
     "compare", "甲方法", NONE, NULL, NULL, NULL},
    {"reckonings",
     "# 网络结构\n## LeNet的各层\n| 层 | 核尺寸 |\n|--|--|\n| 卷积层 | 5×5×1/1,6 |\n| 池化层 | "
     "2×2/2 |\n"
     "| 全连接层 | 120×84 |\n| 输出层 | 84×10 |\n",
     "compare", "卷积层", NONE, NULL, NULL, NULL},
    {"rows of one name",
     "# 配置\n## 读写选项\n| 操作 | 配置项 | 默认值 |\n|--|--|--|\n| Both | seq | none |\n| Read | "
     "header | false |\n"
     "| Read | quote | inf |\n| Write | escape | nan |\n",
     "compare", "Read", NONE, NULL, NULL, NULL},
    {"the same things both ways",
     "# 锁\n## 锁的兼容性\n| 锁 | 共享锁 | 排他锁 |\n|--|--|--|\n| 共享锁 | 兼容 | 冲突 |\n| "
     "排他锁 | 冲突 | 冲突 |\n",
     "compare", "锁", NONE, NULL, NULL, NULL},
    {"about one of the rows",
     "# 虚拟机\n## G1收集器\n| 收集器 | 算法 |\n|--|--|\n| CMS收集器 | 标记清除 |\n| G1收集器 | "
     "分区复制 |\n"
     "| 串行收集器 | 复制 |\n| 老年代收集器 | 标记整理 |\n",
     "compare", "CMS", NONE, NULL, NULL, NULL},
    {"rows of a made-up database",
     "# SQL\n## Top of each group\n| name | dept | salary |\n|--|--|--|\n| Ann | Ops | 82000 |\n| "
     "Bob | Dev | 92000 |\n"
     "| Cid | Lab | 78000 |\n| Eve | Law | 99000 |\n",
     "compare", "Ann", NONE, NULL, NULL, NULL},
    {"things paired off",
     "# 检索\n## 与关系型数据库的对比\n| 检索引擎 | 数据库系统 |\n|--|--|\n| Index 索引 | Database "
     "库 |\n| Type 类型 | Table 表 |\n"
     "| Document 文档 | Row 行 |\n| Field 字段 | Column 列 |\n",
     "compare", "Field", NONE, NULL, NULL, NULL},
    {"two things in columns",
     "# 网络\n## TCP 和 UDP 的区别\n| 对比项 | TCP | UDP |\n|--|--|--|\n| 连接 | 需要先建立连接 | "
     "直接发送数据报 |\n"
     "| 可靠性 | 丢失的数据会重传 | 尽力交付不作保证 |\n| 首部开销 | 至少二十字节 | 只有八个字节 "
     "|\n",
     "compare", "可靠性", PAPER, NULL, NULL, NULL},

    {"what all options begin with is said by the stem",
     "# 网络\n## 三次握手的报文\n1. 首个报文：在通信之中将客户端发起连接的请求告知对方。\n"
     "2. 应答报文：在通信之中将收到的序号确认并且分配缓冲区。\n"
     "3. 末个报文：在通信之中将可以开始传输数据的消息发出。\n"
     "4. 复位报文：在通信之中将已经失效的会话立即拆除干净。\n",
     "explain-key", "正确的是：在通信之中将", PAPER, NULL, "客户端", "失效的会话"},

    {"a heading in two languages",
     "# 设计\n## System Architecture / 系统架构的组成\n1. 网关转发请求。\n2. 服务处理业务。\n",
     "recall", "系统架构", CARD, "card:no-context", NULL, NULL},
    {"a place in an outline",
     "# 部署\n## 流程\n### S (Statement) - 发布的步骤\n1. 先灰度一台。\n2. 再放开全部。\n",
     "recall", "发布的步骤", CARD, "card:no-context", NULL, NULL},
    {"half of the name stands in the term",
     "# 云\n## 无服务器\n- Serverless架构（Serverless "
     "Architecture）：由平台按请求分配资源的架构。\n",
     "fullname", "Serverless", NONE, NULL, NULL, NULL},
    {"values that are the same in other words",
     "# 调度\n## 任务的延迟\n| 任务 | 要求 |\n|--|--|\n| 支付 | 敏感，100ms |\n| 下单 | 是，100ms "
     "|\n"
     "| 报表 | 否，1h |\n| 归档 | 否，24h |\n",
     "compare", "“支付”", NONE, NULL, NULL, NULL},

    /* read by strangers in notes nobody tuned on */
    {"the number of a file",
     "# 统计\n## 抽样\n### 21-分层抽样的特点\n1. 各层之内差别小。\n2. 各层之间差别大。\n", "recall",
     "21-", CARD, "card:no-context", NULL, NULL},
    {"a letter of an outline",
     "# 统计\n## 抽样\n### C. 分层抽样的特点\n1. 各层之内差别小。\n2. 各层之间差别大。\n", "recall",
     "抽样的特点", CARD, "card:no-context", NULL, NULL},
    {"TeX that is no formula",
     "# 统计\n## 分层抽样的特点\n1. 各层之内差别 \\leq 一半。\n2. 各层之间差别大。\n", "recall",
     "分层抽样", CARD, "card:markup", NULL, NULL},
    {"a page about a project",
     "# 学习系统\n## 技术栈\n1. 前端：用组件渲染页面，状态集中管理。\n2. "
     "后端：提供接口，校验登录的状态。\n"
     "## 快速开始\n先安装依赖。\n## 许可证\n采用宽松的许可。\n## 缓存淘汰策略\n"
     "1. 先进先出：最早进入缓存的数据最先被移除。\n2. 随机淘汰：从所有键里任意挑选一个删除。\n",
     "recall", "缓存淘汰策略", CARD, "card:stop-heading", NULL, NULL},
    {"notes with one such heading are notes",
     "# 缓存\n## 许可证\n采用宽松的许可。\n## 缓存雪崩的原因\n1. 大量键同时过期。\n2. "
     "缓存节点宕机。\n"
     "## 缓存穿透的原因\n1. 查询不存在的键。\n2. 恶意的请求。\n",
     "recall", "缓存雪崩的原因", PAPER, NULL, NULL, NULL},
    {"a document of a project by its title",
     "# Phase 3 Crawler Check\n## What are the causes of missing pages?\n1. The server closes the "
     "connection early.\n2. The page needs a script to run.\n",
     "recall", "causes of missing pages", CARD, NULL, NULL, NULL},
    {"versions of what a project is built with",
     "# 前端\n## 组件库的选择\n| 技术 | 版本 |\n|--|--|\n| Vue | 3.4.x |\n| Vite | 5.x |\n| Pinia "
     "| 2.x |\n"
     "| Axios | 1.x |\n",
     "compare", "版本", NONE, NULL, NULL, NULL},
    {"Russian text in an English note",
     "# Threads\n## What does the main thread do in an application that draws windows?\nIt draws "
     "the windows, reads the input "
     "and runs the callbacks of the system, one after the other, and must never wait.\n"
     "## Основные обязанности\n1. Отрисовка: измерение и размещение всех видимых элементов.\n"
     "2. Обработка ввода: касания, жесты и клавиатура пользователя.\n"
     "3. Методы жизни: вызовы при создании и при уничтожении окна.\n"
     "4. Системные события: изменения конфигурации и разрешения экрана.\n",
     "explain-key", "Основные", NONE, NULL, NULL, NULL},
    {"French text is in no wording either",
     "# Réseau\n## Les avantages du protocole sont multiples\n1. Fiabilité : les paquets perdus "
     "sont envoyés une autre fois par la pile.\n"
     "2. Ordre : les données arrivent dans le même ordre que celui de la source.\n",
     "recall", "Briefly", NONE, NULL, NULL, NULL},
    {"a number with a Chinese comma is off",
     "# 模型\n## 1.4，特殊标记的作用\n1. 表示序列的开始。\n2. 表示序列的结束。\n", "recall", "1.4",
     NONE, NULL, NULL, NULL},
    {"so is one in Chinese",
     "# 模型\n## 一，数据采样的作用\n1. 让各类样本的数目接近。\n2. 减少训练的时间。\n", "recall",
     "一，", NONE, NULL, NULL, NULL},
    {"a keycap numbers a heading",
     "# 模型\n## 2️⃣ 残差连接的作用\n1. 缓解梯度的消失。\n2. "
     "让网络可以更深。\n",
     "recall", "2", NONE, NULL, NULL, NULL},
    {"the mark of an answer is left",
     "# 部署\n## 如何估算显存\nA: 显存由参数、激活值和缓存三部分组成，按精度相加即可得到。\n",
     "recall", "估算显存", CARD, "card:broken", NULL, NULL},
    {"the mark of a list is left",
     "# 模型\n## 残差网络的特点\n1. 网络有二十八层。+ 其中步长为二的卷积充当下采样。\n2. "
     "每层之后是归一化。\n",
     "recall", "残差网络的特点", CARD, "card:broken", NULL, NULL},
    {"lines no mark joins",
     "# 模型\n### 入门\n- Q1:静态图是什么?\n- A1:静态图就像是定义好的函数,执行中间不可以修改\n\n\n"
     "- Q2:什么是深度学习?\n- A2:深度学习是机器学习的分支，用许多层的网络对资料进行表征学习\n"
     "  其中的“深度”是指在网络中使用多层\n  表征学习的目标是寻求更好的表示方法\n",
     "recall", "深度学习", CARD, "card:glued-lines", NULL, NULL},
    {"the same word in heading and parent",
     "# 视觉\n## 轻量网络结构\n### 模型结构\n1. 全部由可分离的卷积组成。\n2. 末端是全连接层。\n",
     "recall", "结构的模型结构", NONE, NULL, NULL, NULL},
    {"what was done, ticked off",
     "# 手册\n## 推理加速的方法\n- [x] 量化权重\n- [x] 合并算子\n- [x] 复用缓存\n", "recall",
     "推理加速", CARD, NULL, NULL, NULL},
    {"a place is no term",
     "# 布局\n## 边距\n竖直方向上（Block Direction），在相邻元素之间会发生边距的收缩。\n",
     "fullname", "竖直", NONE, NULL, NULL, NULL},
    {"a name broken at the end of a line",
     "# 学习\n## 指标\n- 准确率（accu- racy）：预测正确的样本占全部样本的比例。\n", "fullname",
     "准确率", NONE, NULL, NULL, NULL},
    {"an English heading takes its parent in front",
     "# Graphs\n## Cache Eviction\n### Design Principles\n1. Freshness: an entry nobody asked for "
     "within the last hour has to go.\n"
     "2. Fairness: no tenant may fill more than a tenth of all the slots.\n"
     "3. Cheapness: choosing the victim takes constant time in the common path.\n"
     "4. Safety: a victim still being read is passed over until it is released.\n",
     "explain-key", "[Graphs – Cache Eviction] ", PAPER, NULL, NULL, NULL},
    {"the same word in front of every point",
     "# Tools\n## Command line basics for the shell\n- Learn: how to join commands by pipes and "
     "redirection of output.\n"
     "- Learn: the variables of the environment and the search path.\n- Learn: loops and tests in "
     "scripts of the shell.\n"
     "- Learn: package managers of the system and their caches.\n",
     "verdict", "Learn", NONE, NULL, NULL, NULL},
    {"half of a wrong option is half of the key",
     "# Graphs\n## Algorithms for graph problems\n| Problem | Approach |\n|--|--|\n| Connectivity "
     "| BFS/DFS |\n"
     "| Shortest path | Dijkstra |\n| Spanning tree | Kruskal/Prim |\n| Topological sort | "
     "Kahn/DFS |\n",
     "compare", "Connectivity", NONE, NULL, NULL, NULL},
    {"fields of a program",
     "# Site\n## Storage keys of the page\n| Key | Lifetime |\n|--|--|\n| `token` | one day "
     "|\n| `userInfo` | until logout |\n"
     "| `fontPc` | one whole week |\n| `sys` | until reload |\n",
     "compare", "fontPc", NONE, NULL, NULL, NULL},
    {"a heading that claims something",
     "# 索引\n## B 树与 B+ 树\n### 组织方式不一样\n1. "
     "叶子结点：保存全部的关键字和指向记录的指针。\n"
     "2. 内部结点：只保存用来查找定位的索引项，不含记录。\n3. "
     "根结点：常驻内存，每次查找都从这里开始。\n"
     "4. 兄弟结点：之间用链表连接，便于按范围扫描。\n",
     "explain-key", "不一样", NONE, NULL, NULL, NULL},
    {"a blank for a whole sentence",
     "# 分区\n## 散列分区的算法\n相同的输入得到相同的输出，与规律无关。==只用于整型==\n", "cloze",
     "相同的输入", CARD, NULL, NULL, NULL},
    {"fewer, but than what",
     "# 消息\n## 存储的可靠性\n1. 现有的存储系统有比较多的选择，有关系型数据库和文件系统。\n2. "
     "主从复制要等从库确认。\n",
     "verdict", "现有的存储系统", NONE, NULL, NULL, NULL},
    {"a statement in brackets",
     "# 事务\n## 读视图的内容\n1. 【low_limit_id 最迟的事务，up_limit_id 最早的事务】\n2. "
     "活跃事务的列表。\n",
     "verdict", "【low", NONE, NULL, NULL, NULL},
    {"what is compared stands in the columns",
     "# 框架\n## 综合比较\n| 框架 | 小程序 | 跨端 | 原生 |\n|--|--|--|--|\n| 上手成本 | 全新学习 | "
     "熟悉语法 | 最高 |\n"
     "| 生态 | 官方 | 社区 | 系统 |\n| 更新 | 即时 | 热更 | 发版 |\n| 包体 | 很小 | 中等 | 很大 "
     "|\n",
     "compare", "的小程序是", NONE, NULL, NULL, NULL},
    {"figures of several things",
     "# 芯片\n## 算力卡的指标\n| 指标项 | 数值 |\n|--|--|\n| 内存 | 32 GiB |\n| 带宽 | 24 TB |\n| "
     "规模 | 4096 片 |\n| 功率 | 90 瓦 |\n",
     "compare", "内存", NONE, NULL, NULL, NULL},
    /* strangers' findings: tags, labels, figures */
    {"a slash is printed as written",
     "# 操作系统\n## 调度算法的评价指标\n"
     "1. 系统吞吐量：单位时间内完成作业的数量，总共完成作业数量/总共消耗时间。\n"
     "2. 响应时间：用户提交请求到首次产生响应所用的时间，由交互的快慢决定。\n"
     "3. 周转时间：作业被提交给系统开始，到作业完成为止的这段间隔。\n",
     "recall", "调度算法的评价指标", PAPER, NULL, "作业数量/总共消耗", NULL},
    {"struck-out text names nothing",
     "# Integrals\n## Riemann sums\n~~He died of LBS (little baby syndrome) at 39.~~\n", "fullname",
     "LBS", NONE, NULL, NULL, NULL},
    {"a chapter's number is no tag",
     "# 操作系统\n## 第二章\n### 进程控制块\n- 进程控制块（Process Control Block，PCB）：系统为每个"
     "进程保存的一组状态记录。\n",
     "fullname", "【操作系统】", PAPER, NULL, NULL, NULL},
    {"a language is no tag",
     "# BigQuery 工作原理\n## 中文版\n### 并发和扩展性\n"
     "1. 高并发：同一时刻有许多人提交查询也能各自得到结果。\n"
     "2. 资源隔离：一个项目占满的计算单元不影响另一个项目。\n"
     "3. 自动扩展：按排队的工作量增加或收回执行的节点。\n",
     "verdict", "【中文版】", NONE, NULL, NULL, NULL},
    {"brackets of a list that hold tools",
     "# 构建工具\n## 发展趋势\n- **编译型工具**（esbuild）：用系统语言重写打包的各个阶段。\n"
     "- **云原生构建**（Turborepo Remote Cache）：多台机器共用同一份中间结果。\n",
     "fullname", "云原生构建", NONE, NULL, NULL, NULL},
    {"a label with a small word is no name",
     "# 编程语言\n## 运算\n- **餐费**（Cost of meal）：一次就餐付出的总额。\n"
     "- **真假表**（The Truth table）：列出全部输入组合及其结果。\n",
     "fullname", "对应的英文", NONE, NULL, NULL, NULL},
    {"an analogy is no thing described",
     "# Cloud Computing\n## EC2 Instance Types\n"
     "- Analogy: Like coffee machines for many tastes, it offers machines for many workloads.\n"
     "- Compute optimized: Suited to batch jobs that keep the processor busy for long stretches.\n"
     "- Memory optimized: Keeps large data sets in main storage for quick random reads.\n",
     "verdict", "“Analogy”", NONE, NULL, NULL, NULL},
    {"a practice's list is nothing to judge",
     "# 测试工具\n## 实践练习\n1. 代码重构：将不符合要求的测试拆成可以独立运行的小段。\n"
     "2. 债务分析：找出现有项目里最难维护的部分并定出期限。\n"
     "3. 并行执行：让互不依赖的用例在几台机器上同时跑完。\n",
     "verdict", "代码重构", NONE, NULL, NULL, NULL},
    {"why, of what its heading names",
     "# 操作系统\n## 系统调用\n### 为什么必须\n1. 防止两个程序同时占用一台打印机。\n"
     "2. 由内核统一协调对共享资源的请求。\n",
     "recall", "系统调用为什么必须", PAPER, NULL, NULL, NULL},
    {"a title that is a list has no features",
     "# 操作系统\n## 进程的概念、组成、特征\n特征：\n"
     "1. 动态性：程序的一次执行过程，有产生、变化和消亡。\n"
     "2. 并发性：内存中有多个实体，在一段时间内交替推进。\n"
     "3. 异步性：各自以不可预知的速度向前，需要同步机制。\n",
     "verdict", "“进程的概念、组成、特征”的特征", NONE, NULL, NULL, NULL},
    {"shares of a sample",
     "# 打包\n## 摇树的结果\n| 项目 | 体积 |\n|--|--|\n| 传统引用 | 缩减5% |\n| 按需引用 | 缩减61% "
     "|\n"
     "| 组件库 | 缩减32% |\n| 混合模块 | 缩减23% |\n",
     "compare", "传统引用", NONE, NULL, NULL, NULL},
    {"a figure among words",
     "# 样式表\n## 选择器\n| 选择器 | 权重 |\n|--|--|\n| 通配符选择器 | 很低 |\n| 类选择器 | 10 |\n"
     "| 并集选择器 | 不叠加 |\n| 交集选择器 | 相加 |\n",
     "compare", "类选择器", NONE, NULL, NULL, NULL},
    {"most, and yet lower",
     "# 统计\n## 统计陷阱\n1. 调查里报告的次数最多，为十九次，高于全球的平均数。\n"
     "2. 样本太小，随机的波动被当成规律。\n",
     "verdict", "次数最多", NONE, NULL, NULL, NULL},
    {"a list mark in front of a key",
     "# 贷款\n## 等额本金还款\n1. • 适用人群：希望前期尽快偿还更多本金的借款人。\n"
     "2. 每月利息：随剩余的本金逐月减少，前期的压力较大。\n"
     "3. 每月本金：贷款的总额除以还款的月数，各月相等。\n",
     "verdict", "“• 适用人群”", NONE, NULL, NULL, NULL},
    {"a program's data as a point",
     "# Language models\n## How do you call a language model from a service?\n"
     "1. Write a prompt that states the task.\n"
     "2. Send {\"model\": \"small\", \"messages\": []} to the endpoint.\n",
     "recall", "language model", CARD, NULL, NULL, NULL},
    {"of what the plugin is, nobody says",
     "# 实现自定义插件\n## 核心机制\n1. 挂载到构建的生命周期，在钩子里注册回调。\n"
     "2. 操作构建的上下文，改写生成的资源。\n",
     "recall", "核心机制", CARD, NULL, NULL, NULL},

    /* found by readers of draw D */
    {"a point that speaks of the page's example",
     "# Networks\n## Types of name servers\n- authoritative name servers: hold the answer to a "
     "query - like the above example\n"
     "- recursive name servers: search on behalf of the user\n- caching name servers: store the "
     "answers for the next query\n",
     "recall", "name servers", CARD, "card:points-at-page", NULL, NULL},
    {"the author leaves something out",
     "# 文件\n## 文件的操作步骤\n1. 打开文件，将指针指向它的开头。\n2. "
     "读写文件（其他操作暂时不写）。\n3. 关闭文件，释放缓冲区。\n",
     "recall", "操作步骤", CARD, "card:points-at-page", NULL, NULL},
    {"a statement with a question mark",
     "# 写盘工具\n**Q: 写盘后 U 盘容量变小了？**\nA: "
     "这是正常的，工具会重新分区，需要用磁盘工具恢复。\n",
     "authored", "容量变小了", CARD, NULL, NULL, NULL},
    {"denied of what the heading above names",
     "# Automata\n## Does not deliver\n- No account of particles in three dimensions.\n- No test "
     "against measured data.\n",
     "recall", "not deliver", CARD, "card:no-context", NULL, NULL},
    {"what an examiner wants to know",
     "# 插件化\n## 如何实现换肤功能？\n### 考察什么？\n- 是否了解资源的加载流程\n- "
     "是否研究过各种换肤方案\n",
     "recall", "考察什么", CARD, "card:stop-heading", NULL, NULL},
    {"a trap is no point of the answer",
     "# Streams\n## What is the biggest misuse of streams?\n* Trap: Performance.\n* Correct "
     "answer: Hidden side effects.\n* Tests: Judgment.\n",
     "recall", "misuse", CARD, "card:aside", NULL, NULL},
    {"a point that introduces those below it",
     "# Proxies\n## How does a proxy improve resiliency?\n* A proxy improves resiliency through:\n "
     " * Retries.\n  * Timeouts.\n* These features reduce cascading failures.\n",
     "recall", "resiliency", PAPER, NULL, "through: Retries; Timeouts", NULL},
    {"a sentence without a figure behind how much",
     "# 缓存\n## 缓存容量设置为多大合适？\n一般设置为总数据量的 15% 到 "
     "30%，兼顾性能和开销。数据集变大的时候会进行淘汰。\n",
     "recall", "多大合适", CARD, "card:lead-beside", NULL, NULL},
    {"a short code for a picture",
     "# :star: Factory Pattern\n## What is the basic idea of a factory?\n- Decouple making an "
     "object from its use.\n- Allow many ways to make it behind one method.\n",
     "recall", ":star:", NONE, NULL, NULL, NULL},
    {"a kind of page is no subject",
     "# Index Card\n## Common Follow-up Questions\n### Does the last block always run?\n* Usually "
     "yes, even after a return.\n* A crash of the machine is an exception.\n",
     "recall", "Index Card", NONE, NULL, NULL, NULL},
    {"one bare name among calls",
     "# 多线程\n## 线程的方法\n1. setPriority(int newPriority)：更改线程的优先级\n2. static void "
     "sleep(long millis)：在指定的毫秒数内让线程休眠\n"
     "3. static void yield()：暂停当前的线程并执行其他线程\n4. boolean "
     "isAlive()：测试线程是否处于活动状态\n",
     "explain-key", "活动状态", NONE, NULL, NULL, NULL},
    {"turned round beside its foreign name",
     "# 队列\n## 简介\n- 队列是一种先进先出的线性的数据结构，First In First Out。\n- "
     "元素只能从一端添加，从另一端取出来。\n",
     "verdict", "后进先出", NONE, NULL, NULL, NULL},
    {"one of the most important",
     "# 版本管理\n## 版本工具的特点\n- 分布式：各个仓库都有完整的镜像和历史\n- "
     "快照：每次记录完整的信息而不是差异\n"
     "- 暂存区：提交之前保存将要提交的改动\n- 分支：从主线分开的开发路线，最重要的功能之一\n",
     "explain-key", "最重要的功能", NONE, NULL, NULL, NULL},
    {"the fields of a type",
     "# Breadcrumbs\n## Types of the component\n- **BreadcrumbItem**: `label`, `href`, "
     "`isCurrent`, optional `isEllipsis` and `hiddenItems`\n"
     "- **BreadcrumbConfig**: `overrides`, `separator`, `truncation`, optional `idResolver`\n- "
     "**TruncationConfig**: `visibleLimit` (default 5), `keepFirst`, `keepLast`\n",
     "verdict", "Breadcrumb", NONE, NULL, NULL, NULL},
    {"the defaults of a component",
     "# 组件\n## 轮播组件的属性\n| 属性 | 默认值 |\n|--|--|\n| `interval` | 三秒 |\n| `autoplay` | "
     "开启 |\n| `duration` | 半秒 |\n| `circular` | 关闭 |\n",
     "compare", "默认值", NONE, NULL, NULL, NULL},
    {"a part of what is told apart",
     "# 并发\n## 死锁和活锁的区别是什么\n1. 互斥：一个资源每次只能由一个线程占用。\n2. "
     "不剥夺：已经得到的东西不能强行拿走。\n"
     "3. 循环等待：若干进程形成首尾相接的关系。\n4. 谦让：双方反复退回，谁也没有向前推进。\n",
     "verdict", "正确说明", NONE, NULL, NULL, NULL},
    /* draw E */
    {"advantages of what the parent names",
     "# Weight quantization\n## Advantages\n- Faster arithmetic on small "
     "integers.\n"
     "- Less memory for the same model.\n",
     "recall", "Advantages of Weight quantization", PAPER, NULL, "Less memory", NULL},
    {"a comparison is no sentence with a question mark",
     "# 内存\n## 堆和栈的区别？\n- 栈由编译器分配和释放。\n- 堆由程序员申请和归还。\n", "recall",
     "简述堆和栈的区别。", PAPER, NULL, "编译器", NULL},
    {"names of everybody's abbreviations",
     "# Devices\n## Transfer\n- CPU (Central Processing Unit): executes the instructions one by "
     "one.\n",
     "fullname", "CPU", NONE, NULL, NULL, NULL},
    {"an abbreviation of several things",
     "# Layers\n## Transfer\n- DTOs (Data Transfer Objects): carry fields between two layers.\n",
     "fullname", "DTOs", NONE, NULL, NULL, NULL},
    {"what one does is no term",
     "# 容器\n## 生命周期\n- 运行初始化容器（init container）：在主容器之前依次执行。\n",
     "fullname", "运行初始化容器", NONE, NULL, NULL, NULL},
    {"a definition that only compares",
     "# Scheduling\n## Node Affinity\nNode Affinity is a more expressive replacement for the "
     "selector.\n",
     "define", "Node Affinity", NONE, NULL, NULL, NULL},
    {"a sentence glued to the last point",
     "# Servers\n## What are the limits?\n- Body size: stops large uploads\n- Header timeout: "
     "stops slow attacks\n"
     "Configure these for your needs.\n",
     "recall", "What are the limits", CARD, "card:glued-lines", NULL, NULL},
    {"a name with a word of measure in front",
     "# 化学\n## 键的极性\n- 通常视为非极性共价键（non-polar covalent "
     "bond）：两端原子的电负性相近。\n",
     "fullname", "通常视为", NONE, NULL, NULL, NULL},
    {"a tag without the dash that was behind its number",
     "# Chapter 3 — Reaction dynamics\n## Kinds of surfaces\n- PES (Potential Energy Surface): "
     "energy over the "
     "places of the atoms.\n",
     "define", "[Reaction dynamics] PES", PAPER, NULL, NULL, NULL},
    {"notes in traditional characters are asked in them",
     "# 儀器\n## 偵測器\n- 光電二極體（silicon photodiode）：將入射的光轉為電流，響應時間短。\n",
     "fullname", "「光電二極體」對應的英文術語（首字母 s p）是 ____。", PAPER, NULL,
     "silicon photodiode", NULL},
    {"the initials tell which translation is meant",
     "# 模型\n## 归一化的位置\n- 前置归一化（pre-layer normalization）：放在子层的输入一侧。\n",
     "fullname", "（首字母 p-l n）是 ____。", PAPER, NULL, "pre-layer normalization", NULL},
    {"what is bold with its bracket is the term",
     "# 烯烃\n## 加成反应\n- 烯醇**互变异构（keto-enol tautomerism）**为酮，所以得到甲基酮。\n",
     "fullname", "“互变异构”", PAPER, NULL, "keto-enol tautomerism", NULL},
    {"a link behind a heading is no word of it",
     "# 有机化学\n## 醛酮的维蒂希反应 [[人名反应]]\n- **磷叶立德（Phosphorus "
     "Ylide）**：由膦与卤代烃作用得到。\n",
     "fullname", "“磷叶立德”", PAPER, NULL, "Phosphorus Ylide", NULL},
    {"a heading that is a link to another's heading",
     "# [[机理术语#亲核取代反应]]\n## 取代的立体化学\n- **双分子取代（bimolecular "
     "substitution）**：构型翻转。\n",
     "fullname", "【亲核取代反应】“双分子取代”", PAPER, NULL, NULL, NULL},
    {"a tag that is the answer is left out",
     "---\ntitle: Multi-Version Databases\n---\n# Isolation\n## Snapshots\n- MVCC (Multi-Version "
     "Concurrency Control): readers see an older copy of the row.\n",
     "fullname", "MVCC stands for ____.", PAPER, NULL, "Multi-Version Concurrency Control", NULL},
    {"without it three letters say too little",
     "---\ntitle: Write-Ahead Logging\n---\n# Durability\n## Recovery\n- WAL (Write-Ahead "
     "Logging): changes are logged before pages are written.\n",
     "fullname", "WAL stands for ____.", CARD, NULL, "Write-Ahead Logging", NULL},
    {"an abbreviation that has nothing of the last word",
     "# Links\n## Addresses\n- MAC (Media Access Control Address): burnt into the card.\n",
     "fullname", "MAC", NONE, NULL, NULL, NULL},
    {"a letter of options the card does not show",
     "# Networks\n\nQ: Which shapes do the feature maps of the residual net have?\n\nA: A. "
     "[32, 64, 16, 16] and so on.\n",
     "authored", "Which shapes do", CARD, NULL, NULL, NULL},
    {"pros without a label beside cons with one",
     "# Files\n## What are the pros/cons of FAT?\nThe advantages of FAT are:\n- All systems can "
     "read it "
     "without drivers\n- The pointers stand in one place\n- Direct access is fast\n\n"
     "Disadvantages:\n- The head moves between table and data\n- The table grows with the "
     "disk\n",
     "recall", "pros/cons of FAT", CARD, "card:half-labelled", NULL, NULL},
    {"an answer that speaks of its author stays a card",
     "# Go\n\nQ: Why are the fields of the record public?\n\nA: I made them public so that the "
     "encoder of the library reads them.\n",
     "authored", "Why are the fields", CARD, NULL, NULL, NULL},
    {"an abbreviation glued to its Chinese name",
     "# 网络\n## 常见协议\n- TCP传输控制协议（Transmission Control Protocol）：可靠的字节流。\n",
     "fullname", "TCP 的英文全称是 ____。", PAPER, NULL, "Transmission Control Protocol", NULL},
    {"a word of the name in the abbreviation",
     "# Boolean algebra\n## Connectives\n- NOR (not or): true when both are false.\n", "fullname",
     "NOR", NONE, NULL, NULL, NULL},
    {"a lecture's letter is no subject",
     "# Lecture 3 | Networks\n## Lecture A\n### Kinds of attacks\n- ARP (Address Resolution "
     "Protocol): answers are not checked.\n",
     "fullname", "[Networks] ARP", PAPER, NULL, NULL, NULL},
    {"where in a film it is said",
     "# 1. Numbers\n## 1. Kinds of values\n- Booleans: say whether a thing is true or false "
     "`[00:02:00]`.\n- Doubles: hold a number with a fraction [00:02:10].\n- Strings: hold the "
     "characters of a text [00:02:20].\n- Arrays: hold values beside each other [00:02:30].\n",
     "explain-key", "which item", NONE, NULL, NULL, NULL},
    {"numbers of questions are no subject",
     "# 面试题\n## 1-5\n### 甲与乙的本质区别\n| 对比项 | 甲 | 乙 |\n|---|---|---|\n| 特点 | "
     "有自主性，会规划 | 可预测、"
     "可复现 |\n| 适用场景 | 开放的任务 | 固定的任务 |\n| 成本 | 高，调用次数多 | 低，调用次数少 "
     "|\n| 控制 | "
     "弱，由模型决定 | 强，由代码决定 |\n",
     "compare", "【1-5】", NONE, NULL, NULL, NULL},
    {"rows that are codes are things, not aspects",
     "# 协议\n## 状态码的含义\n| | 甲方 | 乙方 |\n|---|---|---|\n| 1XX | 信息性状态 | "
     "接收的请求正在处理 |\n"
     "| 2XX | 成功状态 | 请求正常处理完毕 |\n| 3XX | 重定向状态 | 需要附加操作 |\n| 4XX | "
     "客户端错误 | 服务器无法处理 |\n",
     "compare", "的情况是", NONE, NULL, NULL, NULL},
    {"tips for an exam", "# 计算题\n## 考试策略\n- 先看清题目的单位。\n- 再估计数量级。\n",
     "recall", "考试策略", CARD, NULL, NULL, NULL},
};

static bool holds(const struct rich *r, const char *part) {
    return str_has(r->plain, str_of(part));
}

static bool has_right(const struct item *it, const char *part) {
    if (it->kind == ITEM_TRUE_FALSE)
        return it->is_true == (strcmp(part, "true") == 0);
    for (size_t i = 0; i < it->n_options; i++)
        if (it->options[i].right && holds(&it->options[i].text, part))
            return true;
    for (size_t i = 0; i < it->n_answers; i++)
        if (holds(&it->answers[i].text, part) || holds(&it->answers[i].key, part))
            return true;
    return false;
}

static bool has_wrong(const struct item *it, const char *part) {
    for (size_t i = 0; i < it->n_options; i++)
        if (!it->options[i].right && holds(&it->options[i].text, part))
            return true;
    return false;
}

static bool has_why(const struct item *it, const char *name) {
    for (size_t i = 0; i < it->n_why; i++)
        if (strcmp(it->why[i].name, name) == 0)
            return true;
    return false;
}

/* The first item of the generator with the stem whose use is as wanted. */
static const struct item *find(const struct bank *b, const struct generated *c) {
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(b->v[i]->generator, c->generator) == 0 && holds(&b->v[i]->stem, c->stem) &&
            (c->is == NONE || b->v[i]->use == (c->is == PAPER ? USE_PAPER : USE_CARD)))
            return b->v[i];
    return NULL;
}

UNIT_TEST(notes_become_items) {
    const struct generated *c = &cases[row];
    struct made m = bank_of(a, c->notes, NULL);
    const struct item *it = find(m.bank, c);
    if (c->is == NONE) {
        ck_assert_msg(it == NULL, "%s: %s", c->name, it ? str_c(a, it->stem.plain) : "");
        return;
    }
    ck_assert_msg(it != NULL, "%s: no such item", c->name);
    ck_assert_msg(!c->why || has_why(it, c->why), "%s: %s", c->name,
                  it->n_why ? it->why[0].name : "no reason");
    ck_assert_msg(!c->right || has_right(it, c->right), "%s: right", c->name);
    ck_assert_msg(!c->wrong || has_wrong(it, c->wrong), "%s: wrong", c->name);
}

UNIT_TEST(numbers_stand_in_their_order) {
    (void)row;
    struct made m = bank_of(a,
                            "# 网络\n## 常见端口\n| 协议 | 端口号 |\n|--|--|\n| DNS | 53 |\n"
                            "| HTTPS | 443 |\n| SMTP | 25 |\n| POP3 | 110 |\n",
                            NULL);
    static const char *const order[] = {"25", "53", "110", "443"};
    const struct item *it = item_with(m.bank, "compare", "“POP3”的端口号");
    ck_assert_ptr_nonnull(it);
    ck_assert(it->ordered_options && it->n_options == COUNT_OF(order));
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        ck_assert(str_eqc(it->options[i].text.plain, order[i]));
        ck_assert(it->options[i].right == (i == 2));
    }
}

/* Names of a list are wrong options to each other; those of prose are of whatever it came to speak
 * of, and are only filled in. */
UNIT_TEST(names_to_choose_from_stand_in_a_list) {
    (void)row;
    static const char *const names[] = {"数据网关（data gateway）", "信号中继（signal repeater）",
                                        "地址解析（address lookup）",
                                        "流量整形（traffic shaping）"};
    static const char *const tasks[] = {"连接两个不同的网络并转换协议",
                                        "放大衰减的电信号再转发出去", "由逻辑地址查出物理地址",
                                        "按固定的速率放行报文"};
    struct buf list = buf_in(a), prose = buf_in(a);
    buf_c(&list, "# 网络\n## 设备\n");
    buf_c(&prose, "# 网络\n## 设备\n");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        buf_printf(&list, "- %s：%s。\n", names[i], tasks[i]);
        buf_printf(&prose, "### 第%zu种的作用\n%s%s。\n", i + 1, names[i], tasks[i]);
    }
    struct made of_list = bank_of(a, str_c(a, buf_get(&list)), NULL);
    struct made of_prose = bank_of(a, str_c(a, buf_get(&prose)), NULL);
    ck_assert_uint_eq(count_items(of_list.bank, "fullname", USE_PAPER), 2 * COUNT_OF(names));
    ck_assert_uint_eq(count_items(of_prose.bank, "fullname", USE_PAPER), COUNT_OF(names));
}

int main(void) {
    Suite *s = suite_create("generators");
    UNIT_ROWS(s, names_to_choose_from_stand_in_a_list, 1);
    UNIT_ROWS(s, numbers_stand_in_their_order, 1);
    UNIT_ROWS(s, notes_become_items, COUNT_OF(cases));
    return unit_run(s);
}
