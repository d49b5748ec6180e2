/** One value at a minute of the run. */
export interface Point {
  readonly minute: number
  readonly value: number
}

/** How much the values rise a minute, by least squares; 0 for fewer than two moments. */
export function slopeOf(points: readonly Point[]): number {
  const count = points.length
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / Math.max(1, count)
  const [minutes, values] = [mean(point => point.minute), mean(point => point.value)]
  const spread = points.reduce((sum, point) => sum + (point.minute - minutes) ** 2, 0)
  if (spread === 0) return 0
  return points.reduce((sum, point) => sum + (point.minute - minutes) * (point.value - values), 0) / spread
}
