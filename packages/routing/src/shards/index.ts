export { chooseShards } from "./choose-shards.ts";
export { gateConfigFor } from "./gate-config-for.ts";
export { settleShards, type ShardPorts } from "./settle-shards.ts";
export { split } from "./split.ts";
