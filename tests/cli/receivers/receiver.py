"""A receiver in Python that makes one mistake, by its name: `python3 receiver.py MISTAKE`. It prints its port."""

import base64
import decimal
import hashlib
import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["HERON_WEBHOOK_SECRET"]
MISTAKE = sys.argv[1]
seen = set()


def digest(message, secret=SECRET):
    message = message if isinstance(message, bytes) else message.encode()
    return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()


def compact(body, **options):
    return json.dumps(json.loads(body), separators=(",", ":"), **options)


def number(value):
    """As JavaScript prints it."""
    text = repr(float(value))
    if 1e-6 <= abs(float(value)) < 1e21:
        return format(decimal.Decimal(text).normalize(), "f")
    return text.replace("e-0", "e-")


def javascript(value):
    if isinstance(value, dict):
        keys = sorted(filter(str.isdigit, value), key=int) + [key for key in value if not key.isdigit()]
        return "{" + ",".join(javascript(key) + ":" + javascript(value[key]) for key in keys) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else number(value)


def php(text):
    """As PHP's `json_decode` reads a number."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def genuine(body, signature):
    return signature in (digest(body), digest(compact(body)), digest(javascript(json.loads(body))))


ACCEPTS = {
    "raw": lambda body, signature: signature == digest(body),
    "parsed": lambda body, signature: signature == digest(compact(body)),
    "utf8": lambda body, signature: signature == digest(compact(body, ensure_ascii=False)),
    "spaced": lambda body, signature: signature == digest(json.dumps(json.loads(body))),
    "numbers": lambda body, signature: signature
    == digest(json.dumps(json.loads(body, parse_int=float), separators=(",", ":"))),
    "php": lambda body, signature: signature
    == digest(
        json.dumps(json.loads(body, parse_float=php, parse_int=php), separators=(",", ":")).replace("/", r"\/")
    ),
    "sorted": lambda body, signature: signature == digest(compact(body, sort_keys=True)),
    "none": lambda body, signature: True,
    "present": lambda body, signature: signature is not None,
    "hex": lambda body, signature: signature == hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
    "newline": lambda body, signature: signature == digest(body, SECRET + "\n"),
    "prefix": lambda body, signature: bool(signature)
    and (genuine(body, signature) or digest(body).startswith(signature)),
    "malformed": lambda body, signature: base64.b64decode(signature, validate=True) is not None
    and genuine(body, signature),
}


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = self.headers["Content-Length"]
        if length and int(length) > (100 * 1024 if MISTAKE == "limit" else 1024 * 1024):
            return self.answer(413)
        body = self.rfile.read(int(length)) if length else b"" if MISTAKE == "chunks" else self.chunks()
        if MISTAKE == "type" and self.headers["Content-Type"] != "application/json":
            body = b""
        signature = self.headers["Heron-Signature"]
        try:
            status = 204 if ACCEPTS.get(MISTAKE, genuine)(body, signature) else 401
        except Exception:
            status = 500 if MISTAKE == "malformed" else 400
        if status == 204 and MISTAKE == "repeat" and signature in seen:
            status = 409
        seen.add(signature)
        self.answer(status)

    def chunks(self):
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, status):
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
