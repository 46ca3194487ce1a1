/** Unix seconds, then the values of each series; null: there is none. */
export type ChartData = readonly [readonly number[], ...(readonly (number | null)[])[]];
