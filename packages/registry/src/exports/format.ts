/** What the first line of an export names. A reader refuses versions that it does not know. */
export const exportFormat = "headgate-model";
export const exportFormatVersion = 1;
