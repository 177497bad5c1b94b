export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One piece of a picture, in source pixels: what the network sees, and the part of it that is kept. */
export interface Tile {
  seen: Rectangle;
  kept: Rectangle;
}

/**
 * Cuts a picture into squares of `side`, row by row, each seen with `margin` more on every side that is
 * not the picture's own edge. Together the kept parts cover every pixel once.
 */
export function planTiles(
  size: { width: number; height: number },
  cut: { side: number; margin: number },
): Tile[] {
  const tiles: Tile[] = [];
  for (let y = 0; y < size.height; y += cut.side) {
    const rows = spans(y, size.height, cut);
    for (let x = 0; x < size.width; x += cut.side) {
      const columns = spans(x, size.width, cut);
      tiles.push({
        seen: rectangle(columns.seen, rows.seen),
        kept: rectangle(columns.kept, rows.kept),
      });
    }
  }
  return tiles;
}

interface Span {
  from: number;
  to: number;
}

function spans(
  from: number,
  end: number,
  { side, margin }: { side: number; margin: number },
): { seen: Span; kept: Span } {
  const to = Math.min(from + side, end);
  return {
    seen: { from: Math.max(from - margin, 0), to: Math.min(to + margin, end) },
    kept: { from, to },
  };
}

function rectangle(columns: Span, rows: Span): Rectangle {
  return {
    x: columns.from,
    y: rows.from,
    width: columns.to - columns.from,
    height: rows.to - rows.from,
  };
}
