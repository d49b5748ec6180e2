import { Box, Divider, Spoiler, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Read } from '#console/kit/states/read.tsx'
import type { Case } from '../cases.ts'
import { own } from '../words/own.ts'
import { linesQuery } from './lines.ts'
import { StockPicture } from './stock-picture.tsx'

/** Why a case stands: each line drawn, and below it the words that the ticket has. */
export function Explained({ one }: { readonly one: Case }) {
  const t = own.use()
  const query = useQuery(linesQuery(one.id))
  return (
    <Stack>
      <Read query={query}>
        {lines =>
          lines.map((line, place) => (
            <Fragment key={`${line.label} ${line.location} ${place}`}>
              {place > 0 && <Divider />}
              <StockPicture line={line} />
            </Fragment>
          ))
        }
      </Read>
      {/* Its button comes once it is measured: the place is kept. */}
      <Box mih={24}>
        <Spoiler fz="sm" maxHeight={0} showLabel={t('picture.words')} hideLabel={t('picture.hide')}>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {one.explanation}
          </Text>
        </Spoiler>
      </Box>
    </Stack>
  )
}
