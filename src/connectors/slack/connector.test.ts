import { conforms } from '../../../test/conformance/conforms.ts'
import { slackRig } from '../../../test/conformance/rigs/slack.ts'
import { Slack } from './connector.ts'

conforms(Slack, 'gold', slackRig)
