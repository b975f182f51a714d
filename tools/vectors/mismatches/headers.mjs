// Complaints about the header, and the digest in it.

import { createHash, createHmac } from "node:crypto";
import {
  HEADER,
  PLAIN,
  SECRET,
  SYMBOLS,
  SYMBOLS_SIGNATURE,
  compact,
  complaint,
  hmac,
  python,
  shell,
  sign,
} from "./complaint.mjs";

complaint("a signature as openssl prints it", ["signature_hex"], {
  signature: shell(`openssl dgst -sha256 -hmac ${SECRET} -r | cut -d' ' -f1 | tr -d '\\n'`, compact(PLAIN)),
});
complaint("a signature by Python's urlsafe_b64encode", ["signature_base64url"], {
  body: SYMBOLS,
  signature: python("sys.stdout.write(base64.urlsafe_b64encode(sys.stdin.buffer.read()).decode())", hmac(SYMBOLS)),
});
complaint("a signature by Node's digest('base64url')", ["signature_base64url", "signature_unpadded"], {
  body: SYMBOLS,
  signature: hmac(SYMBOLS).toString("base64url"),
});
complaint("a signature that was split at its equals sign", ["signature_unpadded"], { signature: HEADER.split("=")[0] });
complaint("a signature that went through JSON.stringify", ["signature_quoted"], { signature: JSON.stringify(HEADER) });
complaint("a signature in GitHub's manner", ["signature_prefixed", "signature_hex"], {
  signature: `sha256=${hmac(compact(PLAIN)).toString("hex")}`,
});
complaint("a signature behind sha256=", ["signature_prefixed"], { signature: `sha256=${HEADER}` });
complaint("a header that a proxy sent twice", ["signature_joined"], {
  signature: new Headers([
    ["heron-signature", sign("of another proxy")],
    ["heron-signature", HEADER],
  ]).get("heron-signature"),
});
complaint("a signature pasted with the space around it", ["signature_space"], { signature: ` ${HEADER}\t` });
complaint("a whole header line as curl -i prints it", ["signature_named"], { signature: `heron-signature: ${HEADER}` });
complaint("a signature from a URL", ["signature_percent_encoded"], { signature: encodeURIComponent(HEADER) });
complaint("a signature that was read as a form's field", ["signature_plus_lost"], {
  body: SYMBOLS,
  signature: new URLSearchParams(`signature=${SYMBOLS_SIGNATURE}`).get("signature"),
});
complaint("a signature made by openssl's hex and base64", ["signature_base64_of_hex"], {
  signature: shell(
    `openssl dgst -sha256 -hmac ${SECRET} -r | cut -d' ' -f1 | tr -d '\\n' | base64 -w0`,
    compact(PLAIN),
  ),
});
complaint("the secret and the signature swapped", ["signature_is_secret"], { secret: HEADER, signature: SECRET });

// The digest.
for (const hash of ["sha1", "sha512"]) {
  complaint(`a signature by openssl with -${hash}`, [`digest_${hash}`], {
    signature: shell(`openssl dgst -${hash} -hmac ${SECRET} -binary | base64 -w0`, compact(PLAIN)),
  });
}
complaint("a GitHub header of old, sha1= and hex", ["digest_sha1", "signature_prefixed", "signature_hex"], {
  signature: `sha1=${hmac(compact(PLAIN), SECRET, "sha1").toString("hex")}`,
});
complaint("a digest of the body alone", ["digest_plain"], {
  signature: shell("openssl dgst -sha256 -binary | base64 -w0", compact(PLAIN)),
});
complaint("a digest of the secret and the body, one behind the other", ["digest_plain"], {
  signature: createHash("sha256").update(SECRET).update(compact(PLAIN)).digest("base64"),
});
complaint("a digest of the body and the secret, one behind the other", ["digest_plain"], {
  signature: createHash("sha256").update(compact(PLAIN)).update(SECRET).digest("base64"),
});
complaint("createHmac with its arguments swapped", ["digest_swapped"], {
  signature: createHmac("sha256", compact(PLAIN)).update(SECRET).digest("base64"),
});
complaint("a digest as OpenSSL 3 prints it", ["signature_prefixed", "signature_hex"], {
  signature: `HMAC-SHA2-256(stdin)= ${hmac(compact(PLAIN)).toString("hex")}`,
});
complaint("a digest as OpenSSL 1 prints it", ["signature_prefixed", "signature_hex"], {
  signature: `(stdin)= ${hmac(compact(PLAIN)).toString("hex")}`,
});
complaint("a whole line of openssl dgst -r", ["signature_suffixed", "signature_hex"], {
  signature: shell(`openssl dgst -sha256 -hmac ${SECRET} -r | tr -d '\\n'`, compact(PLAIN)),
});
complaint("a digest in hex with colons, as openssl -c prints it", ["signature_hex"], {
  signature: hmac(compact(PLAIN)).toString("hex").match(/../g).join(":"),
});
complaint("a signature in a JSON array", ["signature_quoted"], { signature: JSON.stringify([HEADER]) });
complaint("a signature from a JSON text of .NET", ["signature_escaped"], { signature: HEADER.replace("=", "\\u003d") });
complaint("a signature copied with a no-break space", ["signature_space"], { signature: `${HEADER}\u00a0` });
complaint(
  "a header in Stripe's manner",
  ["signed_timestamped", "signature_timestamped", "signature_prefixed", "signature_hex"],
  {
    signature: `t=1492774577,v1=${hmac(`1492774577.${compact(PLAIN)}`).toString("hex")}`,
  },
);
complaint("a header with a timestamp that was not signed", ["signature_timestamped", "signature_prefixed"], {
  signature: `t=1492774577,v1=${HEADER}`,
});
complaint("a header in the manner of Standard Webhooks", ["signature_prefixed"], { signature: `v1,${HEADER}` });
complaint("a signature by openssl with -sha384", ["digest_sha384"], {
  signature: shell(`openssl dgst -sha384 -hmac ${SECRET} -binary | base64 -w0`, compact(PLAIN)),
});
