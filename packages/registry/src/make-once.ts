import { isRepeatedInsert } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

/**
 * What `make` makes, in one batch, under an id that it drew. A call under an idempotency key draws the same ids whenever it is repeated:
 * where `make` fails although the row is there, an earlier attempt made it, and `find` gives that. `find` gives null where it finds none;
 * `conflict` where there was one and it has been deleted since.
 */
export async function makeOnce<Made>(
  make: () => Promise<Made>,
  find: () => Promise<Made | null>,
): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    const made = await find();
    if (made !== null) return made;
    throw isRepeatedInsert(error) ? deletedSince() : error;
  }
}

function deletedSince(): HeadgateError {
  const message =
    "an earlier call with this Idempotency-Key made it, and it has been deleted since; send another key to make a new one";
  return new HeadgateError("conflict", message);
}
