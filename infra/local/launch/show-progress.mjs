const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 100;
const plainLineMs = 15_000;

/**
 * Says on stderr that a long step goes on: one line that moves on a terminal, else a line every 15 s.
 *
 * @param {string} title
 * @returns {{ end: (outcome: string) => void }}
 */
export function showProgress(title) {
  const startedAt = Date.now();
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  return process.stderr.isTTY ? spin(title, elapsed) : printLines(title, elapsed);
}

function spin(title, elapsed) {
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % frames.length;
    process.stderr.write(`\r${frames[frame]} ${title} (${elapsed()})`);
  };
  const timer = setInterval(draw, frameMs);
  draw();
  return {
    end(outcome) {
      clearInterval(timer);
      process.stderr.write(`\r\u001b[K${title}: ${outcome} (${elapsed()})\n`);
    },
  };
}

function printLines(title, elapsed) {
  console.error(`${title} …`);
  const timer = setInterval(() => console.error(`${title} … ${elapsed()}`), plainLineMs);
  return {
    end(outcome) {
      clearInterval(timer);
      console.error(`${title}: ${outcome} (${elapsed()})`);
    },
  };
}
