// A text and its language in the fragment of an address, which browsers send to nobody.

const LONGEST = 4_000_000; // bytes of UTF-8 that a link may unfold to

/** The fragment, without "#": the text as base64url of raw deflate of UTF-8. */
export async function writeFragment(text, language) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const code = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return new URLSearchParams({ language, text: code }).toString();
}

/** What writeFragment wrote, or null where there is no text; throws an Error for a damaged link. */
export async function readFragment(fragment) {
  const fields = new URLSearchParams(fragment);
  const code = fields.get("text");
  if (!code) return null;
  try {
    const binary = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return { text: await unpack(bytes), language: fields.get("language") };
  } catch {
    throw new Error("The text in this link is damaged; ask for the link again or paste the text itself.");
  }
}

async function unpack(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > LONGEST) throw new RangeError("too long");
    text += decoder.decode(value, { stream: true });
  }
}
