import {
  Badge,
  createTheme,
  defaultVariantColorsResolver,
  parseThemeColor,
  type CSSVariablesResolver,
  type VariantColorsResolver,
} from '@mantine/core'

// Mantine's own light badges, grey texts and filled buttons are too pale for WCAG AA; these are its own colours, a step further.
const variantColorResolver: VariantColorsResolver = input => {
  const resolved = defaultVariantColorsResolver(input)
  const parsed = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme })
  if (!parsed.isThemeColor) return resolved
  const shade = (at: number) => `var(--mantine-color-${parsed.color}-${at})`
  const mix = (strength: number, base: string) => `color-mix(in srgb, ${shade(9)} ${strength}%, ${base})`
  // Yellow is bright even at its darkest.
  const text = `light-dark(${mix(parsed.color === 'yellow' ? 65 : 85, 'black')}, ${shade(2)})`
  const tint = `light-dark(${shade(0)}, ${mix(35, 'var(--mantine-color-dark-7)')})`
  const strongerTint = `light-dark(${shade(1)}, ${mix(50, 'var(--mantine-color-dark-7)')})`
  if (input.variant === 'light') return { ...resolved, background: tint, hover: strongerTint, color: text }
  if (input.variant === 'subtle') return { ...resolved, hover: tint, color: text }
  if (input.variant === 'filled' && parsed.color === 'red')
    return { ...resolved, background: shade(9), hover: mix(85, 'black') }
  if (input.variant === 'white') return { ...resolved, color: text }
  return resolved
}

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  variantColorResolver,
  components: {
    // Its <header> would be a second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    // Menus hang within the content, a landmark, and hold nothing but what can be chosen. Not extend(): few screens need one.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#content' } } },
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', radius: 'xl', fw: 600 } }),
  },
})

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-8)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-3)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
})
