# Lo que los lectores ven del propio sitio, en español.

## Orientarse

site-title = Centro de ayuda
language-menu = Idioma
skip-to-content = Ir al contenido
home = Inicio
breadcrumbs = Estás aquí
all-articles = Todos los artículos
topics = Temas
toc = Contenido
toc-more = Mostrar todo: { $title }
digits-and-symbols = 0–9 y símbolos
article-count = { $count ->
    [one] { $count } artículo
    [many] { $count } de artículos
   *[other] { $count } artículos
}

home-search = ¿En qué podemos ayudarte?
important = Artículos importantes
recent = Actualizados recientemente
feed = Feed de cambios
on-this-page = En esta página
previous = Anterior
next = Siguiente
related = Artículos relacionados

## Claro u oscuro

appearance = Apariencia
appearance-auto = Como en el dispositivo
appearance-light = Clara
appearance-dark = Oscura

## Leer una traducción junto al original, frase por frase

source-text = Texto original
source-off = Solo la traducción
source-both = Traducción y original
source-ask = Original a petición
source-show = Mostrar la frase original
source-label = Texto original:
source-failed = No se pudo cargar el texto original.
report = Informar sobre esta frase

## Debajo de un artículo

last-updated = Última actualización: { $date }
article-number = Artículo { $id }

helpful = ¿Te ha resultado útil este artículo?
helpful-yes = Sí
helpful-no = No
helpful-thanks = Gracias por tu respuesta.
contact = Contactar con soporte
copy-link = Copiar el enlace a este punto
link-copied = Enlace copiado

## El menú de idiomas

kind-human = traducido por personas
kind-machine = traducción automática
kind-edited = traducción automática revisada
kind-rebuilt = reconstruido a partir de traducciones
kind-source = texto original
state-behind = versión anterior
state-missing = aún sin traducir

language-offer = Antes elegiste otro idioma:
language-keep = Quedarse aquí

## Avisos encima de un artículo

notice-machine = Este artículo se ha traducido automáticamente y nadie lo ha revisado. Puede contener errores.
notice-edited = Este artículo se ha traducido automáticamente y después lo ha revisado una persona.
notice-behind = Hay una versión más reciente de este artículo en { $language }.
notice-rebuilt = El artículo original no está disponible aquí. Este texto se ha reconstruido a partir de las frases que citan sus traducciones, por lo que pueden faltar algunas partes.
notice-fallback = Este artículo aún no está disponible en tu idioma. Se muestra en { $language }.
notice-source-language = Este artículo se escribió en { $language }.
read-in = Leer en { $language }

## Dentro de los artículos

missing-image = Falta la imagen
alert-note = Nota
alert-tip = Sugerencia
alert-important = Importante
alert-warning = Advertencia
alert-caution = Precaución
missing-part = Falta una parte de este artículo.
missing-code = Falta el código de este ejemplo.
applies-to = Se aplica a
watch-video = Ver el vídeo
image-description = Descripción de la imagen
footnotes = Notas al pie
task-done = Hecho
task-open = Pendiente
copy = Copiar el código
copied = Copiado
close = Cerrar

words-symptom = Síntoma | Síntomas | Problema | Problemas
words-cause = Causa | Causas | Motivo
words-resolution = Resolución | Solución | Soluciones | Corrección
words-workaround = Solución alternativa | Soluciones alternativas | Solución provisional | Solución temporal | Alternativa

## Códigos de error

errors = Códigos y mensajes de error
errors-text = Busca el código o las palabras que ves en la pantalla.
errors-kinds = Tipos de códigos
errors-hexadecimal = Códigos que empiezan por 0x
errors-mail = Entrega de correo
errors-product = Códigos de productos y servicios
errors-number = Números
errors-name = Nombres de errores
errors-event = Identificadores de eventos
errors-update = Actualizaciones
errors-other = Otros códigos
errors-messages = Mensajes
error-title = Error { $code }
error-event = Evento { $id }
error-also = También se escribe:

## La búsqueda

search = Buscar
search-results = Resultados
search-count = Resultados: { $count }
search-all = Todos los resultados: { $count }
search-in-source = Encontrado en el texto original ({ $language })
search-suggestion = ¿Quisiste decir { $query }?
search-nothing = No hay resultados para «{ $query }»
search-check-spelling = Comprueba la ortografía.
search-fewer-words = Usa menos palabras o prueba con otras.
search-without-filters = Buscar sin los filtros
search-more = Mostrar más resultados
search-browse = Explorar los artículos
search-error-codes = Códigos de error
search-product = Producto
search-kind = Traducción
search-loading = Buscando…
search-failed = No se pudo cargar la búsqueda. Comprueba tu conexión e inténtalo de nuevo.
search-script = La búsqueda necesita JavaScript y tu navegador no lo ejecuta. Estas listas llevan a todos los artículos.

## Otras páginas

not-found-title = Página no encontrada
not-found-text = No hay ninguna página en esta dirección. Es posible que se haya movido o eliminado, o que la dirección esté mal escrita.
not-found-home = Ir a la página de inicio
root-title = Elige un idioma
redirect-title = Esta página ha cambiado de dirección
redirect-text = Ir a la nueva dirección
