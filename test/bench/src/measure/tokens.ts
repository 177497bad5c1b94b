/** What a streaming backend sends: about as fast as a small language model does. */
export const tokensPerStream = 100;
export const tokenPauseMs = 10;
