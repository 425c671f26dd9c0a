# O que os leitores veem do próprio site, em português de Portugal.

## Navegação

site-title = Centro de ajuda
language-menu = Idioma
skip-to-content = Saltar para o conteúdo
home = Página inicial
breadcrumbs = Está aqui
all-articles = Todos os artigos
topics = Tópicos
toc = Índice
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
next = Seguinte
related = Artigos relacionados

## Claro ou escuro

appearance = Aspeto
appearance-auto = Igual ao do dispositivo
appearance-light = Claro
appearance-dark = Escuro

## Ler a tradução ao lado do original

source-text = Texto original
source-off = Apenas a tradução
source-both = Tradução e original
source-ask = Original a pedido
source-show = Mostrar a frase original
source-label = Original:
source-failed = Não foi possível carregar o original.
report = Comunicar um erro nesta frase

## Abaixo do artigo

last-updated = Última atualização: { $date }
article-number = Artigo { $id }

helpful = Este artigo foi útil?
helpful-yes = Sim
helpful-no = Não
helpful-thanks = Obrigado pela sua resposta.
contact = Contactar o suporte
copy-link = Copiar a ligação para este ponto
link-copied = Ligação copiada

## Menu de idiomas

kind-human = traduzido por pessoas
kind-machine = tradução automática
kind-edited = tradução automática revista
kind-rebuilt = reconstituído a partir das traduções
kind-source = texto original
state-behind = versão mais antiga
state-missing = ainda não traduzido

language-offer = Escolheu outro idioma anteriormente:
language-keep = Ficar aqui

## Avisos acima do artigo

notice-machine = Este artigo foi traduzido automaticamente e ninguém o reviu. Pode conter erros.
notice-edited = Este artigo foi traduzido automaticamente e depois revisto por uma pessoa.
notice-behind = Existe uma versão mais recente deste artigo em { $language }.
notice-rebuilt = O artigo original não está disponível aqui. Este texto foi reconstituído a partir das frases citadas nas traduções, pelo que podem faltar algumas partes.
notice-fallback = Este artigo ainda não está disponível no seu idioma. É apresentado em { $language }.
notice-source-language = Este artigo foi escrito em { $language }.
read-in = Ler em { $language }

## Dentro dos artigos

missing-image = Imagem em falta
alert-note = Nota
alert-tip = Sugestão
alert-important = Importante
alert-warning = Aviso
alert-caution = Cuidado
missing-part = Falta uma parte deste artigo.
missing-code = Falta o código deste exemplo.
applies-to = Aplica-se a
watch-video = Ver o vídeo
image-description = Descrição da imagem
footnotes = Notas de rodapé
task-done = Concluída
task-open = Por fazer
copy = Copiar o código
copied = Copiado
close = Fechar

words-symptom = Sintomas | Sintoma | Problema
words-cause = Causa | Causas | Motivo
words-resolution = Resolução | Solução | Correção
words-workaround = Solução alternativa | Soluções alternativas | Solução temporária | Alternativa

## Códigos de erro

errors = Códigos e mensagens de erro
errors-text = Procure o código ou as palavras que vê no ecrã.
errors-kinds = Tipos de códigos
errors-hexadecimal = Códigos que começam por 0x
errors-mail = Entrega de correio
errors-product = Códigos de produtos e serviços
errors-number = Números
errors-name = Nomes de erros
errors-event = IDs de eventos
errors-update = Atualizações
errors-other = Outros códigos
errors-messages = Mensagens
error-title = Erro { $code }
error-event = Evento { $id }
error-also = Também se escreve:

## Pesquisa

search = Pesquisar
search-results = Resultados
search-count = Resultados: { $count }
search-all = Todos os resultados: { $count }
search-in-source = Encontrado no texto original ({ $language })
search-suggestion = Será que quis dizer { $query }?
search-nothing = Nenhum resultado para «{ $query }»
search-check-spelling = Verifique a ortografia.
search-fewer-words = Utilize menos palavras ou palavras diferentes.
search-without-filters = Pesquisar sem os filtros
search-more = Mostrar mais resultados
search-browse = Explorar os artigos
search-error-codes = Códigos de erro
search-product = Produto
search-kind = Tradução
search-loading = A pesquisar…
search-failed = Não foi possível carregar a pesquisa. Verifique a sua ligação e tente novamente.
search-script = A pesquisa necessita de JavaScript, que o seu browser não está a executar. Estas listas dão acesso a todos os artigos.

## Outras páginas

not-found-title = Página não encontrada
not-found-text = Não existe nenhuma página neste endereço. Pode ter sido movida ou removida, ou o endereço pode ter sido mal escrito.
not-found-home = Ir para a página inicial
root-title = Escolha um idioma
redirect-title = Esta página mudou de endereço
redirect-text = Ir para o novo endereço
