import { HeadgateError } from "@headgate/shared";

/** Users and organizations share one set of names, and none is given to a second owner. */
export function takenName(name: string): HeadgateError {
  const message = `the name ${name} is taken, or somebody had it before; choose another`;
  return new HeadgateError("conflict", message);
}
