// The HTTP request of a delivery, as text.

/** `headers`: the webhook's custom headers, as `[name, value]`. */
export function request({ url, headers = [], signature, message, bytes }) {
  const { host, pathname, search } = new URL(url);
  return [
    `POST ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "Content-Type: application/json",
    `Content-Length: ${bytes}`,
    `Heron-Signature: ${signature}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "",
    message,
  ].join("\n");
}
