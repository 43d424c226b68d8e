/* Options as buttons, in a new order each time unless they are fixed. Order and picks go to the back
   by sessionStorage, as AnkiDroid loads a new page for it. Without scripts the list stays a list.
   Keys: Tab and Space, or the arrows, which the desktop keeps for nothing else: down, up, right picks. */
(function () {
  var box = document.querySelector('.pick'), list = box && box.querySelector('.opts');
  if (!list) return;
  var items = [].slice.call(list.children), many = /\bmany\b/.test(list.className);
  var order = items.map(function (_, i) { return i; }), picked = [];
  if (!/\bfixed\b/.test(list.className))
    for (var i = order.length - 1; i > 0; i--) {
      var j = Math.floor(Math.random() * (i + 1)), t = order[i];
      order[i] = order[j];
      order[j] = t;
    }
  function save() {
    try {
      sessionStorage.setItem('crib-pick', JSON.stringify({
        id: box.getAttribute('data-id'), order: order, picked: picked }));
    } catch (e) {}
  }
  function pick(n) {
    var at = picked.indexOf(n);
    if (!many) picked = at < 0 ? [n] : [];
    else if (at < 0) picked.push(n);
    else picked.splice(at, 1);
    items.forEach(function (item, k) {
      var on = picked.indexOf(k) >= 0;
      item.className = on ? 'picked' : '';
      item.setAttribute('aria-checked', on);
    });
    save();
  }
  list.className += ' live';
  list.setAttribute('role', many ? 'group' : 'radiogroup');
  order.forEach(function (n) {
    var item = items[n];
    item.setAttribute('role', many ? 'checkbox' : 'radio');
    item.setAttribute('aria-checked', false);
    item.tabIndex = 0;
    item.onclick = function () { pick(n); };
    list.appendChild(item);
  });
  document.onkeydown = function (e) {
    var at = order.indexOf(items.indexOf(document.activeElement)), last = order.length - 1;
    if (!document.documentElement.contains(list)) return;
    if (e.key === 'ArrowDown') items[order[at < last ? at + 1 : 0]].focus();
    else if (e.key === 'ArrowUp') items[order[at > 0 ? at - 1 : last]].focus();
    else if (at >= 0 && (e.key === 'ArrowRight' || e.key === 'Enter' || e.key === ' ')) pick(order[at]);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  save();
})();
