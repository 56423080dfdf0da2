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
    let area = 0, x = 0, y = 0;
    for (let i = 0; i + 1 < ring.length; i++) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      area += cross;
      x += (ring[i][0] + ring[i + 1][0]) * cross;
      y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    if (area !== 0 && (!best || Math.abs(area) > best.size)) best = { size: Math.abs(area), at: [x / (3 * area), y / (3 * area)] };
  }
  return best?.at;
}
