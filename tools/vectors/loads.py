"""What CPython itself makes of texts: json.dumps(json.loads(text), separators=(",", ":")), over standard input and output.

In: a JSON list of {"text": a string} and {"hex": bytes}. Out: {"version": ..., "answers": [a string, or null where
CPython refuses the text]}. Unlike cpython.py it leaves bytes to json.loads, which guesses their encoding.
"""

import json
import platform
import sys


def answer(case):
    text = bytes.fromhex(case["hex"]) if "hex" in case else case["text"]
    try:
        return json.dumps(json.loads(text), separators=(",", ":"))
    except (ValueError, RecursionError):  # also JSONDecodeError, UnicodeDecodeError
        return None


version = f"{platform.python_implementation()} {platform.python_version()}"
json.dump({"version": version, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)
