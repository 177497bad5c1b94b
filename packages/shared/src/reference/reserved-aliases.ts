/** What a reference without a version follows. */
export const primaryAlias = "primary";

/** Always the newest active version. */
export const latestAlias = "latest";
