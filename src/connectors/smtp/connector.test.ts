import { conforms } from '../../../test/conformance/conforms.ts'
import { smtpRig } from '../../../test/conformance/rigs/smtp.ts'
import { Smtp } from './connector.ts'

conforms(Smtp, 'silver', smtpRig)
