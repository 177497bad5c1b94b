import type { VersionConfig } from "@headgate/shared";

import { countOpenShards } from "./open-shards.ts";

/** A backend as the plan sees it. */
interface Piece {
  id: string;
  shard: number;
  /** 0 for one that takes no predictions: it may be anywhere. */
  capacity: number;
  /** What moves more easily comes first: what has left already, then what has the fewest leases. */
  ease: number;
}

/**
 * Where each backend is to be, by id, so that the shards that admit have about the same capacity. Starts from where they are and makes
 * single moves, each of which makes the difference smaller: what is well spread stays as it is. `leasedOn` says how much runs on one.
 */
export function planShards(
  config: VersionConfig,
  leasedOn: (id: string) => number,
): Map<string, number> {
  const { whole, sharding } = config;
  const open = countOpenShards(config);
  const pieces = whole.backends
    .map(({ id, shard, status, capacity }): Piece => ({
      id,
      shard,
      capacity: status === "enabled" ? capacity : 0,
      ease: id in sharding.moves ? -1 : leasedOn(id),
    }))
    .toSorted((a, b) => a.ease - b.ease);
  const loads = Array.from({ length: open }, (_, shard) =>
    pieces.reduce((load, piece) => load + (piece.shard === shard ? piece.capacity : 0), 0),
  );
  const strays = pieces.filter(({ shard }) => shard >= open);
  for (const piece of strays.toSorted((a, b) => b.capacity - a.capacity)) {
    move(loads, piece, lightest(loads));
  }
  for (let next = bestMove(pieces, loads); next !== null; next = bestMove(pieces, loads)) {
    move(loads, next.piece, next.to);
  }
  return new Map(pieces.map(({ id, shard }) => [id, shard]));
}

function move(loads: number[], piece: Piece, to: number): void {
  const from = loads[piece.shard];
  if (from !== undefined) loads[piece.shard] = from - piece.capacity;
  loads[to] = (loads[to] ?? 0) + piece.capacity;
  piece.shard = to;
}

/** What evens the shards out most when it moves to the emptiest: the sum of their squares falls. Null: nothing does. */
function bestMove(pieces: Piece[], loads: number[]): { piece: Piece; to: number } | null {
  const to = lightest(loads);
  let best: Piece | null = null;
  let bestGain = 0;
  for (const piece of pieces) {
    const difference = (loads[piece.shard] ?? 0) - (loads[to] ?? 0);
    const gain = piece.capacity * (difference - piece.capacity);
    if (gain > bestGain) {
      best = piece;
      bestGain = gain;
    }
  }
  return best === null ? null : { piece: best, to };
}

function lightest(loads: number[]): number {
  return loads.indexOf(Math.min(...loads));
}
