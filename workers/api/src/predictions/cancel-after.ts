import { invalidInput } from "@headgate/shared";

const minS = 5;
const maxS = 7 * 24 * 3600;

/**
 * Reads `Cancel-After`, in Replicate's words: `90s`, `5m`, `1h30m45s`, or a bare number of seconds. Gives milliseconds from the creation;
 * null where there is none. Throws `invalid_input` for what is no duration, shorter than five seconds or longer than a week.
 */
export function readCancelAfter(headers: Headers): number | null {
  const text = headers.get("cancel-after")?.trim();
  if (text === undefined) return null;
  const seconds = parseSeconds(text);
  if (seconds === null)
    throw refuse(`"${text.slice(0, 40)}" is no duration: write it as 90s, 5m or 1h30m45s`);
  if (seconds < minS) throw refuse(`it is shorter than ${minS} seconds`);
  if (seconds > maxS) throw refuse("it is longer than 7 days");
  return seconds * 1000;
}

/** Each unit at most once, the largest first. */
function parseSeconds(text: string): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (parts === null || text === "") return null;
  const [, h = "0", m = "0", s = "0"] = parts;
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

function refuse(problem: string): Error {
  return invalidInput(["header", "cancel-after"], `\`Cancel-After\`: ${problem}`);
}
