#!/usr/bin/env python3
"""reap.py FILE COMMAND…: runs it, waits for all it started, and writes their processor seconds into FILE. AFL++ leaves without
waiting for the program it fuzzes, and so without counting its time."""
import ctypes
import os
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
status = subprocess.run(sys.argv[2:]).returncode
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
t = os.times()
with open(sys.argv[1], "w") as f:
    print(int(t.children_user + t.children_system), file=f)
sys.exit(abs(status))
