export const en = {
  title: 'Home',
  needs: 'What needs a person now',
  welcome: 'Welcome, {{name}}',
} as const
