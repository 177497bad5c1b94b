/** What Cloudflare lets through on every plan. */
export const maxFileBytes = 100 * 1000 * 1000;

/** What an owner may have at once, what is on its way counted. */
export const fileAllowance = { files: 5000, bytes: 20 * 1000 ** 3 };

/** An upload that takes longer is given up, and its room is free again. */
export const uploadTimeoutMs = 60 * 60_000;

/** How long a file is kept. */
export const expiryS = { default: 24 * 3600, min: 60, max: 30 * 24 * 3600 };
