/** The look, as Mantine understands it. Sizes and colours live here and in tokens.css only. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#818cf8',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];

const gray: MantineColorsTuple = [
  '#fafafb',
  '#f4f4f6',
  '#e9e9ed',
  '#d9d9df',
  '#b8b8c1',
  '#92929e',
  '#6b6b78',
  '#4b4b57',
  '#32323c',
  '#1e1e26',
];

const dark: MantineColorsTuple = [
  '#ececf1',
  '#c3c3cd',
  '#9a9aa8',
  '#6e6e7d',
  '#3d3d4a',
  '#2c2c37',
  '#22222b',
  '#1a1a21',
  '#141419',
  '#0e0e12',
];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { indigo, gray, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '18px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '24px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  shadows: { md: 'var(--b-shadow)' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '32px' },
      h2: { fontSize: '20px', lineHeight: '28px' },
      h3: { fontSize: '18px', lineHeight: '24px' },
      h4: { fontSize: '15px', lineHeight: '24px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  // Plain objects, because importing the components here would load them all at start.
  components: {
    Text: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { inherit: true } },
    Button: { defaultProps: { size: 'sm' } },
    Badge: { defaultProps: { tt: 'none', fw: 500, radius: 'sm' } },
    Input: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 150 }, radius: 'lg' } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 120 },
        position: 'bottom-end',
        // The first item gets the focus; a focusable placeholder is nothing a menu may hold.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } },
  },
});
