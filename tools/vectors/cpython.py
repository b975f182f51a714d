"""CPython's answer to JSON texts, json.dumps(json.loads(text), separators=(",", ":")), over standard input and output.

Both directions speak in frames: a length (32 bits, little-endian), then that many bytes. The first frame out is the
version of this interpreter. A frame in holds texts, each a header (its length, doubled, plus 1 for bytes as received
instead of a decoded string) and the text; the answering frame holds for each text a length and the output, or the
length 0xFFFFFFFF where CPython refuses it. If the highest bit of a frame's length is set, it holds doubles (64 bits,
little-endian) instead, and the answer is one JSON array of them. An empty frame, or the end of the input, ends the
conversation.
"""

import array
import json
import platform
import struct
import sys

BOM = b"\xef\xbb\xbf"
REFUSED = b"\xff\xff\xff\xff"
UINT32 = struct.Struct("<I")
DOUBLES = 0x80000000


def answer(text, is_bytes):
    # json.loads would guess UTF-16 and let surrogates through in bytes: they are UTF-8 here, or refused.
    if is_bytes and text.startswith(BOM):
        text = text[3:]
    try:
        return json.dumps(json.loads(text.decode("utf-8")), separators=(",", ":"))
    except ValueError:  # also JSONDecodeError, UnicodeDecodeError; anything else, as RecursionError, is our mistake
        return None


def answers(frame):
    end = len(frame)
    at = 0
    while at < end:
        (header,) = UINT32.unpack_from(frame, at)
        start = at + 4
        at = start + (header >> 1)
        printed = answer(frame[start:at], header & 1)
        if printed is None:
            yield REFUSED
        else:
            yield UINT32.pack(len(printed))
            yield printed.encode("ascii")


def write_frame(stream, frame):
    stream.write(UINT32.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def main():
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    write_frame(stdout, f"{platform.python_implementation()} {platform.python_version()}".encode())
    while True:
        header = stdin.read(4)
        if len(header) < 4:
            return
        (length,) = UINT32.unpack(header)
        if length == 0:
            return
        if length >= DOUBLES:
            doubles = array.array("d", stdin.read(length - DOUBLES))
            write_frame(stdout, json.dumps(doubles.tolist(), separators=(",", ":")).encode("ascii"))
        else:
            write_frame(stdout, b"".join(answers(stdin.read(length))))


main()
