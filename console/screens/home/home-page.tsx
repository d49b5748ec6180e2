import { Text } from '@mantine/core'
import { useAccount } from '#console/api/account.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { own } from './words/own.ts'

export function HomePage() {
  const t = own.use()
  const { caller } = useAccount()
  return (
    <>
      <PageHeader title={t('title')} />
      <Text px="lg">{t('welcome', { name: caller.name })}</Text>
    </>
  )
}
