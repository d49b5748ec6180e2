import { Avatar, Button, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { CheckIcon, CodeIcon, PasskeyFillIcon, PersonIcon, SignOutIcon } from '@primer/octicons-react'
import { useAccount } from '#console/api/account.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { languages, speak, useLanguage } from '#console/kit/words/words.ts'
import { own } from '#console/words/own.ts'

const schemes = ['auto', 'light', 'dark'] as const

/** Who is signed in, and what is theirs alone: language, appearance, how they sign in. */
export function You() {
  const t = own.use()
  const { account, caller } = useAccount()
  const spoken = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const tick = <CheckIcon size={14} />
  return (
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
        {schemes.map(scheme => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={colorScheme === scheme ? tick : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`shell.appearance.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {Object.entries(languages).map(([language, name]) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={spoken === language}
            rightSection={spoken === language ? tick : null}
            onClick={() => void (isOneOf(languages, language) && speak(language))}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/security" leftSection={<PasskeyFillIcon size={16} />}>
          {t('shell.security')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs" leftSection={<CodeIcon size={16} />}>
          {t('shell.api')}
        </Menu.Item>
        <form method="post" action="/sign-out">
          <Button
            type="submit"
            variant="subtle"
            fullWidth
            justify="start"
            px="sm"
            leftSection={<SignOutIcon />}
          >
            {t('shell.signOut')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
