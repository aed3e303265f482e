// Types of node-version.mjs, which must stay plain JavaScript.
export declare const nodeNeeded: readonly [number, number];
export declare function nodeSuffices(version: string): boolean;
export declare function checkNode(): void;
