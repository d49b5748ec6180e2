import { Button, Code, CopyButton, Group } from '@mantine/core'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { Section } from '#console/kit/show/section.tsx'
import type { System } from './system.ts'
import { own } from './words/own.ts'

export function Versions({ versions }: Pick<System, 'versions'>) {
  const t = own.use()
  return (
    <Section title={t('versions')}>
      <Facts>
        <Fact name="Storewright">{versions.storewright}</Fact>
        <Fact name="Node.js">{versions.node}</Fact>
        <Fact name="PostgreSQL">{versions.postgres}</Fact>
        <Fact name={t('version.schema')}>{versions.schema}</Fact>
      </Facts>
    </Section>
  )
}

/** Where whoever watches over this install reads its numbers. */
export function Metrics({ url }: { readonly url: string }) {
  const t = own.use()
  return (
    <Section title={t('metrics')} says={t('metrics.says')}>
      <Group gap="xs">
        <Code>{url}</Code>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Section>
  )
}
