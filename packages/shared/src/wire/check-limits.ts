/** What a step's log keeps, the latest. */
export const maxLogLines = 100;
export const maxLogLineLength = 500;
