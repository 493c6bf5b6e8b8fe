export const mangleProps: RegExp;
export const internalNames: readonly string[];
