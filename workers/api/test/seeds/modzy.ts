import type { SeedRow } from "./seed-row.ts";

export const modzy: SeedRow[] = [];
