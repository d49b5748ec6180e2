export const en = {
  needs: 'What needs a person now',
  welcome: 'Welcome, {{name}}',
  nothing: 'Nothing needs you now',
  'nothing.says':
    'Approvals, unclear writes, short orders and unwell connections appear here as they come up.',
  'need.approvals_one': 'approval waits',
  'need.approvals_other': 'approvals wait',
  'need.writes_one': 'write of unknown outcome',
  'need.writes_other': 'writes of unknown outcome',
  'need.cases_one': 'order is short of stock',
  'need.cases_other': 'orders are short of stock',
  'need.events_one': 'event is parked',
  'need.events_other': 'events are parked',
  'need.jobs_one': 'job was given up',
  'need.jobs_other': 'jobs were given up',
  'need.connections_one': 'connection is unwell',
  'need.connections_other': 'connections are unwell',
} as const
