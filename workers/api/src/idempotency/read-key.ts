import { invalidInput } from "@headgate/shared";

const name = "idempotency-key";

/** The `Idempotency-Key` header as it is sent; null where there is none. `invalid_input` for what is no key. */
export function readIdempotencyKey(headers: Headers): string | null {
  const key = headers.get(name);
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalidInput(
    ["header", name],
    "an Idempotency-Key is 1 to 255 visible ASCII characters, without spaces; a UUID is a good one",
  );
}

/** The key came before with another method, path or body. */
export function otherCall(): Error {
  return invalidInput(
    ["header", name],
    "this Idempotency-Key was sent with another method, path or body within the last 24 hours; send each call with a key of its own",
    "value_error.reused",
  );
}
