import { streamCommand } from "./run-command.ts";

// Repairs what the tools can repair by themselves. Formats last, since a repair may not be formatted.
const lint = await streamCommand("oxlint", ["--fix"]);
const format = await streamCommand("oxfmt", []);
process.exitCode = lint === 0 ? format : lint;
