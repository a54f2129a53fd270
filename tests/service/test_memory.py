"""What the process holds after large texts."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

CODE = """
import re
from pathlib import Path
from service.memory import give_back_large_blocks

def held():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

assert give_back_large_blocks()
before = held()
# Freed blocks of growing size would raise the limit of what malloc gives back, and the last small one pins the heap.
for size in (2, 4, 8, 16, 30):
    bytearray(size * 2**20)
blocks = [bytearray(b"x" * 20 * 2**20) for _ in range(10)]
pin = bytearray(1000)
assert held() - before > 150
del blocks
print(held() - before)
"""


FRAGMENTS = """
import re
from pathlib import Path
from service.memory import give_back_freed

def held():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

blocks = [bytes(bytearray(20_000)) for _ in range(5_000)]
kept = blocks[::50]
del blocks
before = held()
assert give_back_freed()
print(before - held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="malloc_trim is glibc's")
def test_what_small_blocks_leave_between_others_goes_back_on_request():
    freed = subprocess.run([sys.executable, "-c", FRAGMENTS], check=True, capture_output=True, text=True).stdout
    assert int(freed) > 50


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="mallopt is glibc's")
def test_large_blocks_that_are_freed_go_back_to_the_system():
    grown = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True).stdout
    assert int(grown) < 20
