// The little geometry that drawing needs; everything that counts is computed on the server.

// boundsOf is west, south, east, north of all features.
export function boundsOf(collections) {
  const box = [180, 90, -180, -90];
  const visit = (c) => {
    if (typeof c[0] !== "number") return c.forEach(visit);
    box[0] = Math.min(box[0], c[0]);
    box[1] = Math.min(box[1], c[1]);
    box[2] = Math.max(box[2], c[0]);
    box[3] = Math.max(box[3], c[1]);
  };
  for (const one of collections) for (const f of one.features) if (f.geometry) visit(f.geometry.coordinates);
  return box[0] > box[2] ? [-0.5, 51.28, 0.33, 51.69] : box; // nothing to show: London
}

// middle is the centroid of the largest ring of a polygon or multipolygon: where its name is written.
export function middle(geometry) {
  const rings = geometry?.type === "Polygon" ? [geometry.coordinates[0]] : geometry?.type === "MultiPolygon" ? geometry.coordinates.map((p) => p[0]) : [];
  let best = null;
  for (const ring of rings) {
    // From the first corner, and round to it: far from the origin a ring that is not closed would have its middle anywhere.
    const [west, south] = ring[0];
    let area = 0, x = 0, y = 0;
    for (let i = 0; i < ring.length; i++) {
      const [ax, ay] = [ring[i][0] - west, ring[i][1] - south];
      const next = ring[(i + 1) % ring.length];
      const [bx, by] = [next[0] - west, next[1] - south];
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (area !== 0 && (!best || Math.abs(area) > best.size)) best = { size: Math.abs(area), at: [west + x / (3 * area), south + y / (3 * area)] };
  }
  return best?.at;
}
