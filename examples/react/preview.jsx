// A React component around <heron-preview>: the signature of a payload, as one edits it. React 19 or newer.
import "heron-webhooks/preview";
import { useState } from "react";

export function WebhookPreview({ payload, secret }) {
  const [signature, setSignature] = useState(null);
  return (
    <>
      <heron-preview
        payload={payload}
        secret={secret}
        onheron-preview={({ detail }) => setSignature(detail.signature)}
        style={{ "--heron-accent": "teal" }}
      />
      <p>{signature === null ? "Edit the payload." : `Send it with Heron-Signature: ${signature}`}</p>
    </>
  );
}
