"""The sender's side of the demo: signs payloads by the documented Python recipe and posts them.

Reads an order (JSON) from standard input, writes one line of JSON a delivery. The order holds the receiver's port, two
secrets, and the payloads as JSON texts with the signatures that Node made by its own recipe. Whoever signed, the body
on the wire is what a third program makes of the payload's text, in three forms. Without a port nothing is posted, and
the deliveries themselves are written, to be recorded.
"""

import base64
import hashlib
import hmac
import http.client
import json
import sys


def sign(secret, data):
    """The documented recipe."""
    message = json.dumps(data, separators=(",", ":")).encode("utf-8")
    digest = hmac.new(secret.encode("utf-8"), message, hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


WIRE_FORMS = {
    "compact ASCII": lambda data: json.dumps(data, separators=(",", ":")),
    "spaced ASCII": lambda data: json.dumps(data),  # what requests.post(json=data) sends
    "compact UTF-8": lambda data: json.dumps(data, separators=(",", ":"), ensure_ascii=False),
}

SENDERS = [(signer, wire, dump) for signer in ("Python", "Node") for wire, dump in WIRE_FORMS.items()]

# What someone without the secret might do to a body.
BODY_CHANGES = {
    "a number changed": lambda body: body.replace("1250.5", "9250.5"),
    "a letter changed": lambda body: body.replace("acme", "Acme"),
    "a digit added": lambda body: body.replace("4.0", "4.01"),
    "a key added": lambda body: body[:-1] + ',"approved":true}',
    "a key repeated": lambda body: body[:-1] + ',"topic":"end_user.failed"}',
    "meta emptied": lambda body: body[: body.index('"meta"')] + '"meta":null}',
    "an element cut off": lambda body: body.replace("processed", "process"),
}


def deliveries(order):
    """Everything to send: the genuine deliveries, then the tampered ones."""
    secret, other_secret, payloads = order["secret"], order["otherSecret"], order["payloads"]
    for payload in payloads:
        data = json.loads(payload["text"])
        signatures = {"Python": sign(secret, data), "Node": payload["signature"]}
        for signer, wire, dump in SENDERS:
            yield payload["name"], signer, wire, None, signatures[signer], dump(data)

    (target,) = (payload for payload in payloads if payload["name"] == order["tampered"])
    other, data = payloads[0], json.loads(target["text"])
    own = {"Python": sign(secret, data), "Node": target["signature"]}
    for change, apply in BODY_CHANGES.items():
        for signer, wire, dump in SENDERS:
            body = dump(data)
            assert apply(body) != body, change
            yield target["name"], signer, wire, change, own[signer], apply(body)
    wrong_signatures = {
        "another secret": {"Python": sign(other_secret, data), "Node": target["otherSignature"]},
        "another payload's signature": {"Python": sign(secret, json.loads(other["text"])), "Node": other["signature"]},
    }
    for kind, signatures in wrong_signatures.items():
        for signer, wire, dump in SENDERS:
            yield target["name"], signer, wire, kind, signatures[signer], dump(data)


def main():
    order = json.load(sys.stdin)
    connection = http.client.HTTPConnection("127.0.0.1", order["port"]) if "port" in order else None
    for name, signer, wire, tampered, signature, body in deliveries(order):
        delivery = {"name": name, "signer": signer, "wire": wire, "tampered": tampered, "signature": signature}
        if connection:
            headers = {"Content-Type": "application/json", "Heron-Signature": signature}
            connection.request("POST", "/webhooks/heron", body.encode("utf-8"), headers)
            response = connection.getresponse()
            response.read()
            delivery["status"] = response.status
        else:
            delivery["body"] = body
        print(json.dumps(delivery), flush=True)


main()
