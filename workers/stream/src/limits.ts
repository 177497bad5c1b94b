/** Of all events of a stream as JSON text: as many bytes as the largest result may have. */
export const maxStreamBytes = 16 * 1024 * 1024;

/** An event is in one row, and a row takes 2 MB. */
export const maxEventBytes = 1_500_000;

/** A row is closed once it has so much: a page is a few rows. */
export const rowBytes = 256 * 1024;

/** What a reader is given at once. */
export const pageBytes = 1024 * 1024;

/** After the end a stream is kept for so long, and one that never ends after its last event. */
export const keepEndedMs = 60 * 60_000;
export const keepSilentMs = 24 * 60 * 60_000;
