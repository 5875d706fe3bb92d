import { textAt, valueAt } from './read.ts';

/** A form that came back, or a question for the choices of one of its menus, as far as labvm reads of it. */
export interface FormBody {
  readonly user: { readonly id: string; readonly name: string; readonly team_id?: string };
  readonly team: { readonly id: string };
  readonly trigger_id?: string;
  readonly view: {
    readonly id: string;
    readonly hash: string;
    readonly private_metadata: string;
    readonly state: FormBodyState;
  };
  /** The field that is asked about, and what was typed into it. */
  readonly block_id: string;
  readonly value: string;
}

interface FormBodyState {
  readonly values: Readonly<Record<string, Readonly<Record<string, FieldBody>>>>;
}

interface FieldBody {
  readonly value?: string;
  readonly selected_option?: { readonly value: string };
  readonly selected_options?: readonly { readonly value: string }[];
  readonly selected_user?: string;
  readonly files?: readonly FileBody[];
}

interface FileBody {
  readonly id: string;
  readonly name?: string;
  readonly size?: number;
  readonly url_private_download?: string;
}

/** What is odd in it is left out; null where it does not say whose it is. */
export function formBodyOf(body: unknown): FormBody | null {
  const id = textAt(body, 'user', 'id');
  if (id === '') return null;
  const view = (name: string) => textAt(body, 'view', name);
  return {
    user: { id, name: textAt(body, 'user', 'name'), ...some('team_id', textAt(body, 'user', 'team_id')) },
    team: { id: textAt(body, 'team', 'id') },
    ...some('trigger_id', textAt(body, 'trigger_id')),
    view: {
      id: view('id'),
      hash: view('hash'),
      private_metadata: view('private_metadata'),
      state: { values: fieldsOf(valueAt(body, 'view', 'state', 'values')) },
    },
    block_id: textAt(body, 'block_id'),
    value: textAt(body, 'value'),
  };
}

/** Each field has one element. */
function fieldsOf(values: unknown): FormBodyState['values'] {
  const fields = Object.entries(Object(values) as object).map(([name, field]) => {
    const [element] = Object.values(Object(field) as object);
    return [name, { value: fieldOf(element) }] as const;
  });
  return Object.fromEntries(fields);
}

function fieldOf(element: unknown): FieldBody {
  const options = valueAt(element, 'selected_options');
  const chosen = textAt(element, 'selected_option', 'value');
  const files = valueAt(element, 'files');
  return {
    ...some('value', textAt(element, 'value')),
    ...some('selected_user', textAt(element, 'selected_user')),
    ...(chosen === '' ? {} : { selected_option: { value: chosen } }),
    ...(Array.isArray(options) ? { selected_options: options.flatMap(optionOf) } : {}),
    ...(Array.isArray(files) ? { files: files.flatMap(fileOf) } : {}),
  };
}

function optionOf(option: unknown): readonly { readonly value: string }[] {
  const value = textAt(option, 'value');
  return value === '' ? [] : [{ value }];
}

function fileOf(file: unknown): readonly FileBody[] {
  const id = textAt(file, 'id');
  const size = valueAt(file, 'size');
  if (id === '') return [];
  const about = {
    ...some('name', textAt(file, 'name')),
    ...some('url_private_download', textAt(file, 'url_private_download')),
  };
  return [{ id, ...about, ...(typeof size === 'number' ? { size } : {}) }];
}

/** A field that is left out where it says nothing. */
function some<Name extends string>(name: Name, text: string): { readonly [N in Name]?: string } {
  return text === '' ? {} : ({ [name]: text } as { readonly [N in Name]?: string });
}
