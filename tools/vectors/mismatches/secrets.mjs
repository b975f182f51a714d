// Complaints about the secret.

import { inspect } from "node:util";
import { PLAIN, SECRET, compact, complaint, python, run, shell, sign } from "./complaint.mjs";

complaint("a secret written by echo into a file", ["secret_newline"], { secret: shell(`echo ${SECRET}`) });
complaint("a secret from a YAML line that was cut at the colon", ["secret_space"], {
  secret: shell("cut -d: -f2 | tr -d '\\n'", `secret: ${SECRET}`),
});
complaint("a secret in quotes, as docker --env-file keeps them", ["secret_quotes"], {
  secret: shell("sed 's/^HERON_SECRET=//'", `HERON_SECRET="${SECRET}"`),
});
complaint("a quoted secret from a .env file with Windows line ends", ["secret_newline", "secret_quotes"], {
  secret: shell("sed 's/^HERON_SECRET=//'", `HERON_SECRET="${SECRET}"\r\n`),
});
complaint("a secret file saved by Windows Notepad, with a byte order mark", ["secret_bom"], {
  secret: python(`sys.stdout.buffer.write("${SECRET}".encode("utf-8-sig"))`),
});
complaint("a secret file written by PowerShell", ["secret_utf16", "secret_newline"], {
  secret: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${SECRET}\r\n`),
});
complaint("a secret file written by PowerShell and read as UTF-8", ["secret_utf16"], {
  secret: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${SECRET}`).toString(),
});
complaint("a secret that a dashboard kept with its backslash and n", ["secret_newline_escaped"], {
  secret: `${SECRET}\\n`,
});
complaint("a whole line of a .env file as the secret", ["secret_named"], { secret: `HERON_WEBHOOK_SECRET=${SECRET}` });
complaint("a whole line of a shell script as the secret", ["secret_named", "secret_quotes"], {
  secret: `export HERON_WEBHOOK_SECRET="${SECRET}"`,
});
complaint("a secret as AWS Secrets Manager hands it on", ["secret_json"], {
  secret: JSON.stringify({ HERON_WEBHOOK_SECRET: SECRET }),
});
complaint("a secret copied from a web page with its no-break space", ["secret_space"], { secret: `${SECRET}\u00a0` });
complaint("a secret that was quoted for a URL", ["secret_percent_encoded"], {
  secret: python('sys.stdout.write(urllib.parse.quote("sec_a/b+c==", safe=""))'),
  signature: sign(compact(PLAIN), "sec_a/b+c=="),
});
complaint("a secret as a Kubernetes manifest holds it", ["secret_base64_encoded"], {
  secret: shell(`printf %s ${SECRET} | base64 -w0`),
});
complaint("a secret as a Kubernetes manifest holds it, made by echo | base64", ["secret_newline_signed"], {
  signature: python(
    `secret = base64.b64decode(base64.b64encode(b"${SECRET}\\n"))
sys.stdout.write(base64.b64encode(hmac.new(secret, sys.stdin.buffer.read(), hashlib.sha256).digest()).decode())`,
    compact(PLAIN),
  ),
});
complaint("a long secret as base64 wraps it", ["secret_newline", "secret_base64_encoded"], {
  secret: shell(`printf %s ${SECRET}${SECRET}${SECRET} | base64`),
  signature: sign(compact(PLAIN), SECRET.repeat(3)),
});
complaint("a secret made by echo | base64", ["secret_base64_encoded", "secret_newline"], {
  secret: shell(`echo ${SECRET} | base64 -w0`),
});
complaint("a secret as xxd prints it", ["secret_hex_encoded"], {
  secret: shell(`printf %s ${SECRET} | xxd -p | tr -d '\\n'`),
});
complaint("a secret that was base64-decoded before its use", ["secret_base64_decoded"], {
  secret: Buffer.from("sec_AbCd1234EfGh", "base64"),
  signature: sign(compact(PLAIN), "sec_AbCd1234EfGh"),
});
complaint("a secret of hex digits that was decoded before its use", ["secret_hex_decoded"], {
  secret: Buffer.from("00d1ff2233445566778899aabbccddee", "hex"),
  signature: sign(compact(PLAIN), "00d1ff2233445566778899aabbccddee"),
});
complaint("a secret without its sec_", ["secret_prefix_missing"], { secret: SECRET.slice(4) });
complaint("a secret with its sec_ twice", ["secret_prefix_twice"], { secret: `sec_${SECRET}` });
complaint("a signer that decodes what follows the prefix, as Standard Webhooks does", ["secret_prefix_decoded"], {
  signature: sign(compact(PLAIN), Buffer.from(SECRET.slice(4), "base64")),
});
complaint("the API's user and password instead of the webhook's secret", ["api_credentials"], {
  secret: "api_user:correct-horse-battery",
});
complaint("the API's Authorization header instead of the webhook's secret", ["api_credentials"], {
  secret: `Basic ${btoa("api_user:correct-horse-battery")}`,
});
complaint("an environment variable that is not set", ["secret_empty"], {
  secret: shell('printf %s "${HERON_NONE:-}"'),
});
complaint("a secret that a word processor put in typographic quotes", ["secret_quotes"], { secret: `“${SECRET}”` });
complaint("a secret with the brackets of a manual's placeholder", ["secret_punctuation"], { secret: `<${SECRET}>` });
complaint("a secret with the comma of a JSON line", ["secret_punctuation", "secret_quotes"], {
  secret: `"${SECRET}",`,
});
complaint("a secret with an invisible character at its end", ["secret_space"], { secret: `${SECRET}\u200b` });
complaint("a line of a .env file with its comment", ["secret_comment"], { secret: `${SECRET} # production` });
complaint("a whole line of a .env file with quotes and comment", ["secret_comment", "secret_named", "secret_quotes"], {
  secret: `HERON_WEBHOOK_SECRET="${SECRET}" # production`,
});
complaint("a line of PowerShell as the secret", ["secret_named", "secret_quotes"], {
  secret: `$env:HERON_WEBHOOK_SECRET = "${SECRET}"`,
});
complaint("a line of a Dockerfile as the secret", ["secret_named"], { secret: `ENV HERON_WEBHOOK_SECRET ${SECRET}` });
complaint("a secret behind the version of Standard Webhooks", ["secret_named"], { secret: `v1,${SECRET}` });
complaint("a secret that Python printed as bytes", ["secret_bytes_printed"], {
  secret: python("sys.stdout.write(str(sys.stdin.buffer.read()))", SECRET),
});
complaint("a secret that Node printed as a buffer", ["secret_bytes_printed"], { secret: inspect(Buffer.from(SECRET)) });
complaint("a secret as AWS answers to get-secret-value", ["secret_json"], {
  secret: JSON.stringify({ Name: "heron", SecretString: JSON.stringify({ HERON_WEBHOOK_SECRET: SECRET }) }),
});
