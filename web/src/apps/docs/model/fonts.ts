/** The fonts one may choose: those that have a metric-compatible one everywhere. */
export const fonts: readonly { name: string; css: string }[] = [
  { name: 'Arial', css: "Arial, 'Liberation Sans', Arimo, sans-serif" },
  { name: 'Calibri', css: 'Calibri, Carlito, sans-serif' },
  { name: 'Cambria', css: 'Cambria, Caladea, serif' },
  { name: 'Courier New', css: "'Courier New', 'Liberation Mono', Cousine, monospace" },
  { name: 'Georgia', css: 'Georgia, Gelasio, serif' },
  { name: 'Inter', css: "'Inter Variable', Inter, sans-serif" },
  { name: 'Times New Roman', css: "'Times New Roman', 'Liberation Serif', Tinos, serif" },
  { name: 'Verdana', css: "Verdana, 'DejaVu Sans', sans-serif" },
];
