import type { FileRow } from "@headgate/database";

/** What a browser shows and does not run. */
const passive =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)(?:;|$)/i;

/**
 * The headers that a file's content is served with. Whoever uploaded it chose its type, and the page it opens in is Headgate's: what a
 * browser might run is saved instead of opened, and nothing is taken for another type than it says.
 */
export function contentHeaders(file: FileRow, now: number): Headers {
  const { contentType, name, sha256, expiresAt } = file;
  const disposition = passive.test(contentType) ? "inline" : "attachment";
  const named = name === null ? "" : `; filename*=UTF-8''${encodeName(name)}`;
  const seconds = Math.max(0, Math.floor((expiresAt - now) / 1000));
  return new Headers({
    "content-type": contentType,
    "content-disposition": `${disposition}${named}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    etag: `"${sha256}"`,
    "last-modified": new Date(file.createdAt).toUTCString(),
    "cache-control": `private, max-age=${seconds}, immutable`,
  });
}

/** As RFC 8187 has it. */
function encodeName(name: string): string {
  const escaped = encodeURIComponent(name.toWellFormed());
  return escaped.replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
