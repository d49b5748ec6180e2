import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ClockIcon, CodeIcon, PasskeyFillIcon, PersonIcon, SignOutIcon } from '@primer/octicons-react'
import { useRef } from 'react'
import { useAccount } from '#console/api/account.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { schemes, useScheme } from '#console/kit/look/use-scheme.ts'
import { useKeep } from '#console/kit/sure/use-keep.ts'
import { languages, speak, useLanguage } from '#console/kit/words/words.ts'
import { own } from '#console/words/own.ts'
import { ZoneDialog } from './zone/zone-dialog.tsx'

/** Who is signed in, and what is theirs alone: language, appearance, how they sign in. */
export function You() {
  const t = own.use()
  const { account, caller } = useAccount()
  const spoken = useLanguage()
  const { scheme, choose } = useScheme()
  const keep = useKeep()
  const [isChoosing, zone] = useDisclosure(false)
  const leaving = useRef<HTMLFormElement>(null)
  return (
    <>
      <form ref={leaving} method="post" action="/sign-out" hidden />
      <Menu position="bottom-end" width={240} shadow="md">
        <Menu.Target>
          <UnstyledButton aria-label={t('shell.you')}>
            <Avatar size={32} radius="xl" color="indigo" variant="light" alt="">
              <PersonIcon size={16} />
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Text size="sm" fw={600} px="sm" pt="xs">
            {account}
          </Text>
          <Text size="xs" c="dimmed" px="sm" pb="xs" truncate>
            {t('shell.signedInAs', { name: caller.name })}
          </Text>
          <Menu.Divider />
          <Menu.Label>{t('shell.appearance')}</Menu.Label>
          <Menu.RadioGroup value={scheme} onChange={value => isOneOf(schemes, value) && choose(value)}>
            {Object.values(schemes).map(one => (
              <Menu.RadioItem key={one} value={one}>
                {t(`shell.appearance.${one}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Label>{t('shell.language')}</Menu.Label>
          <Menu.RadioGroup
            value={spoken}
            onChange={language => {
              if (!isOneOf(languages, language)) return
              void speak(language)
              keep({ language })
            }}
          >
            {Object.entries(languages).map(([language, name]) => (
              <Menu.RadioItem key={language} value={language} lang={language}>
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<ClockIcon size={16} />} onClick={zone.open}>
            {t('shell.zone')}
          </Menu.Item>
          <Menu.Item component="a" href="/security" leftSection={<PasskeyFillIcon size={16} />}>
            {t('shell.security')}
          </Menu.Item>
          <Menu.Item component="a" href="/docs" leftSection={<CodeIcon size={16} />}>
            {t('shell.api')}
          </Menu.Item>
          <Menu.Item leftSection={<SignOutIcon size={16} />} onClick={() => leaving.current?.requestSubmit()}>
            {t('shell.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChoosing && <ZoneDialog onClose={zone.close} />}
    </>
  )
}
