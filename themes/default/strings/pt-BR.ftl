# O que os leitores veem do próprio site, em português do Brasil.

## Navegação

site-title = Central de Ajuda
language-menu = Idioma
skip-to-content = Pular para o conteúdo
home = Página inicial
breadcrumbs = Você está aqui
all-articles = Todos os artigos
topics = Tópicos
toc = Sumário
toc-more = Mostrar tudo: { $title }
digits-and-symbols = 0–9 e símbolos
article-count = { $count ->
    [one] { $count } artigo
    [many] { $count } de artigos
   *[other] { $count } artigos
}

home-search = Como podemos ajudar?
important = Artigos importantes
recent = Atualizados recentemente
feed = Feed de alterações
on-this-page = Nesta página
previous = Anterior
next = Próximo
related = Artigos relacionados

## Claro ou escuro

appearance = Aparência
appearance-auto = Igual à do dispositivo
appearance-light = Clara
appearance-dark = Escura

## Ler a tradução ao lado do original

source-text = Texto original
source-off = Somente a tradução
source-both = Tradução e original
source-ask = Original quando solicitado
source-show = Mostrar a frase original
source-label = Original:
source-failed = Não foi possível carregar o original.
report = Informar um erro nesta frase

## Abaixo do artigo

last-updated = Última atualização: { $date }
article-number = Artigo { $id }

helpful = Este artigo foi útil?
helpful-yes = Sim
helpful-no = Não
helpful-thanks = Agradecemos sua resposta.
contact = Entrar em contato com o suporte
copy-link = Copiar o link para este ponto
link-copied = Link copiado

## Menu de idiomas

kind-human = traduzido por pessoas
kind-machine = tradução automática
kind-edited = tradução automática revisada
kind-rebuilt = reconstituído a partir das traduções
kind-source = texto original
state-behind = versão mais antiga
state-missing = ainda não traduzido

language-offer = Você escolheu outro idioma antes:
language-keep = Continuar aqui

## Avisos acima do artigo

notice-machine = Este artigo foi traduzido automaticamente e não foi revisado por ninguém. Ele pode conter erros.
notice-edited = Este artigo foi traduzido automaticamente e depois revisado por uma pessoa.
notice-behind = Há uma versão mais recente deste artigo em { $language }.
notice-rebuilt = O artigo original não está disponível aqui. Este texto foi reconstituído a partir das frases citadas nas traduções; por isso, podem faltar algumas partes.
notice-fallback = Este artigo ainda não está disponível no seu idioma. Ele está sendo exibido em { $language }.
notice-source-language = Este artigo foi escrito em { $language }.
read-in = Ler em { $language }

## Dentro dos artigos

missing-image = Imagem ausente
alert-note = Observação
alert-tip = Dica
alert-important = Importante
alert-warning = Aviso
alert-caution = Cuidado
missing-part = Falta uma parte deste artigo.
missing-code = Falta o código deste exemplo.
applies-to = Aplica-se a
watch-video = Assistir ao vídeo
image-description = Descrição da imagem
footnotes = Notas de rodapé
task-done = Concluída
task-open = Pendente
copy = Copiar o código
copied = Copiado
close = Fechar

words-symptom = Sintomas | Sintoma | Problema
words-cause = Causa | Causas | Motivo
words-resolution = Resolução | Solução | Correção
words-workaround = Solução alternativa | Soluções alternativas | Solução de contorno | Alternativa

## Códigos de erro

errors = Códigos e mensagens de erro
errors-text = Procure o código ou as palavras que aparecem na sua tela.
errors-kinds = Tipos de códigos
errors-hexadecimal = Códigos que começam com 0x
errors-mail = Entrega de e-mail
errors-product = Códigos de produtos e serviços
errors-number = Números
errors-name = Nomes de erros
errors-event = IDs de eventos
errors-update = Atualizações
errors-other = Outros códigos
errors-messages = Mensagens
error-title = Erro { $code }
error-event = Evento { $id }
error-also = Também escrito como:

## Pesquisa

search = Pesquisar
search-results = Resultados
search-count = Resultados: { $count }
search-all = Todos os resultados: { $count }
search-in-source = Encontrado no texto original ({ $language })
search-suggestion = Você quis dizer { $query }?
search-nothing = Nenhum resultado para “{ $query }”
search-check-spelling = Verifique a ortografia.
search-fewer-words = Use menos palavras ou palavras diferentes.
search-without-filters = Pesquisar sem os filtros
search-more = Mostrar mais resultados
search-browse = Explorar os artigos
search-error-codes = Códigos de erro
search-product = Produto
search-kind = Tradução
search-loading = Pesquisando…
search-failed = Não foi possível carregar a pesquisa. Verifique sua conexão e tente novamente.
search-script = A pesquisa precisa do JavaScript, que não está sendo executado no seu navegador. Estas listas levam a todos os artigos.

## Outras páginas

not-found-title = Página não encontrada
not-found-text = Não há nenhuma página neste endereço. Ela pode ter sido movida ou removida, ou o endereço pode ter sido digitado incorretamente.
not-found-home = Ir para a página inicial
root-title = Escolha um idioma
redirect-title = Esta página mudou de endereço
redirect-text = Ir para o novo endereço
