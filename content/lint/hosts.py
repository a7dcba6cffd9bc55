"""Where official documentation lives: per technology the hosts, and forms of address that do not last.

An entry is a host, a host with the beginning of a path (`www.mongodb.com/docs`), or `.domain` for all hosts below it.
"""

import re

MDN = ("developer.mozilla.org",)
MICROSOFT = ("learn.microsoft.com",)
PYTHON = ("docs.python.org", "peps.python.org", "packaging.python.org", "wiki.python.org", "typing.python.org")
JAVA = ("docs.oracle.com", "dev.java", "openjdk.org")
RUBY = ("docs.ruby-lang.org", "www.ruby-lang.org", "guides.rubygems.org", "bundler.io")
NODE = ("nodejs.org", "docs.npmjs.com")
LANGUAGES = (*PYTHON, *JAVA, *RUBY, *NODE, *MDN, *MICROSOFT, "tc39.es", "go.dev", "doc.rust-lang.org")
CLOUDS = (
    "docs.aws.amazon.com", "aws.amazon.com", "cloud.google.com", "docs.cloud.google.com", *MICROSOFT,
)  # fmt: skip
CONTAINERS = ("docs.docker.com", "kubernetes.io", "helm.sh", "gateway-api.sigs.k8s.io", "specs.opencontainers.org")
OWASP = ("owasp.org", "cheatsheetseries.owasp.org", "genai.owasp.org", "cwe.mitre.org")
IDENTITY = ("openid.net", "oauth.net", "fidoalliance.org", "webauthn.guide", "passkeys.dev")
DATABASES = (
    "www.postgresql.org", "dev.mysql.com", "docs.oracle.com", "sqlite.org", "www.sqlite.org",
    "www.mongodb.com/docs", "redis.io", "valkey.io", *MICROSOFT,
)  # fmt: skip
PROXIES = ("nginx.org", "docs.nginx.com", "www.haproxy.com", "docs.haproxy.org", "www.envoyproxy.io", "doc.traefik.io")
ENGINEERING = (
    "martinfowler.com", "sre.google", "google.github.io/eng-practices", "abseil.io/resources/swe-book", "12factor.net",
    "microservices.io", "dora.dev", "c4model.com", "adr.github.io", "google.aip.dev",
)  # fmt: skip
TESTING = (
    "docs.pytest.org", "junit.org", "docs.junit.org", "site.mockito.org", "jestjs.io", "vitest.dev", "rspec.info",
    "minitest.github.io", "xunit.net", "docs.nunit.org", "pitest.org", "docs.pact.io", "testcontainers.com",
    ".testcontainers.org", "wiremock.org", "cucumber.io", "playwright.dev", "www.selenium.dev", "docs.locust.io",
    "grafana.com/docs", "stryker-mutator.io", ".readthedocs.io", "testing.googleblog.com",
    *ENGINEERING, *LANGUAGES, "docs.djangoproject.com", "docs.spring.io", "guides.rubyonrails.org",
)  # fmt: skip
FRAMEWORKS = ("docs.djangoproject.com", "docs.spring.io", "guides.rubyonrails.org", "docs.pydantic.dev")
HOSTING = ("docs.github.com", "docs.gitlab.com", "support.atlassian.com", "github.blog")
GIT = ("git-scm.com", *HOSTING, "trunkbaseddevelopment.com", "www.conventionalcommits.org", *ENGINEERING)
DELIVERY = (
    "www.jenkins.io", "docs.travis-ci.com", "circleci.com/docs", "argo-cd.readthedocs.io", "argoproj.github.io",
    "fluxcd.io", "developer.hashicorp.com", "opentofu.org", "docs.ansible.com", "slsa.dev", "docs.sigstore.dev",
    "reproducible-builds.org", "opentelemetry.io", "docs.openfeature.dev", "openfeature.dev", "tekton.dev",
    *HOSTING, *CONTAINERS, *CLOUDS, *ENGINEERING, *TESTING,
)  # fmt: skip
DESIGN = (
    "www.agilealliance.org", "scrumguides.org", "www.iso.org", "standards.ieee.org", "www.gov.uk/service-manual",
    "kafka.apache.org", "www.rabbitmq.com", "opentelemetry.io",
    "research.google", *CLOUDS, *ENGINEERING, *DATABASES, *CONTAINERS, *LANGUAGES,
)  # fmt: skip
EVERYWHERE = (
    "www.rfc-editor.org", "datatracker.ietf.org", "httpwg.org", "www.w3.org", "w3c.github.io", ".spec.whatwg.org",
    "www.iana.org", "ecma-international.org", "pubs.opengroup.org", "spec.openapis.org", "json-schema.org", "yaml.org",
    "semver.org", "unicode.org", "www.unicode.org", "csrc.nist.gov", "pages.nist.gov", "nvlpubs.nist.gov",
    "xlinux.nist.gov", "www.nist.gov", "standards.iso.org", "www.gnu.org/software", "man7.org/linux/man-pages",
)  # fmt: skip

HOSTS: dict[str, tuple[str, ...]] = {
    "python": (*PYTHON, ".readthedocs.io"),
    "java": JAVA,
    "csharp": MICROSOFT,
    "ruby": RUBY,
    "javascript": (*MDN, *NODE, "tc39.es", "www.typescriptlang.org", "v8.dev"),
    "nodejs": (*NODE, *MDN, "docs.libuv.org"),
    "data-structures": (*LANGUAGES, *DATABASES, "opendatastructures.org", "docs.kernel.org"),
    "algorithms": (*LANGUAGES, *DATABASES, "docs.scipy.org", "numpy.org"),
    "oop": (*LANGUAGES, *ENGINEERING),
    "django": ("docs.djangoproject.com", "www.django-rest-framework.org", *PYTHON),
    "spring": ("docs.spring.io", "spring.io", "docs.hibernate.org", "jakarta.ee", *JAVA),
    "aspnet": MICROSOFT,
    "rails": ("guides.rubyonrails.org", "api.rubyonrails.org", "rubyonrails.org", *RUBY),
    "express": ("expressjs.com", *NODE, *MDN),
    "mysql": ("dev.mysql.com",),
    "postgresql": ("www.postgresql.org", "wiki.postgresql.org"),
    "oracle": ("docs.oracle.com",),
    "mongodb": ("www.mongodb.com/docs", "mongodb.com/docs"),
    "redis": ("redis.io", "valkey.io"),
    "sql": DATABASES,
    "rest": (*MDN, *MICROSOFT, "docs.github.com", "jsonapi.org", "google.aip.dev", "cloud.google.com", *ENGINEERING),
    "openapi": ("spec.openapis.org", "learn.openapis.org", "www.openapis.org", "swagger.io"),
    "third-party-apis": (
        "docs.stripe.com", "docs.github.com", "docs.slack.dev", "api.slack.com", "discord.com/developers/docs",
        "docs.discord.com", "developers.google.com", "www.twilio.com/docs", "shopify.dev", "developer.paypal.com",
        "platform.openai.com/docs", "developers.openai.com", "graphql.org", "grpc.io", "webhooks.fyi",
        *CLOUDS, *MDN, *PYTHON, *ENGINEERING, *IDENTITY,
    ),
    "aws": ("docs.aws.amazon.com", "aws.amazon.com"),
    "azure": (*MICROSOFT, "azure.microsoft.com"),
    "gcp": ("cloud.google.com", "docs.cloud.google.com"),
    "docker": ("docs.docker.com", "specs.opencontainers.org"),
    "kubernetes": ("kubernetes.io", "helm.sh", "gateway-api.sigs.k8s.io", "etcd.io"),
    "authentication": (*OWASP, *IDENTITY, *MDN, *CLOUDS, *LANGUAGES, *FRAMEWORKS, "docs.github.com"),
    "authorization": (
        *OWASP, *IDENTITY, *MDN, *CLOUDS, *CONTAINERS, *DATABASES, *FRAMEWORKS, "docs.github.com",
        "www.openpolicyagent.org", "openfga.dev",
    ),
    "encryption": (
        *OWASP, *MDN, *LANGUAGES, *CLOUDS, *DATABASES, "docs.openssl.org", "cryptography.io", "letsencrypt.org",
    ),
    "input-handling": (*OWASP, *MDN, *LANGUAGES, *DATABASES, *FRAMEWORKS),
    "scalability": (*DESIGN, *PROXIES),
    "load-balancing": (*PROXIES, *CLOUDS, *CONTAINERS, "sre.google"),
    "unit-testing": TESTING,
    "integration-testing": (*TESTING, *CONTAINERS, *DATABASES, *CLOUDS),
    "debugging": (
        *TESTING, *CONTAINERS, *DATABASES, *CLOUDS, "git-scm.com", "opentelemetry.io", "docs.kernel.org",
    ),
    "git": GIT,
    "branching": GIT,
    "merging": GIT,
    "pull-requests": GIT,
    "jenkins": ("www.jenkins.io", "plugins.jenkins.io"),
    "travis-ci": ("docs.travis-ci.com",),
    "circleci": ("circleci.com/docs", "circleci.com/developer"),
    "automated-testing": DELIVERY,
    "pipelines": DELIVERY,
    "deployment": DELIVERY,
    "requirements": (*DESIGN, "cucumber.io"),
    "decomposition": DESIGN,
    "solution-design": (*DESIGN, *PROXIES, *OWASP),
    "complexity": (*LANGUAGES, *DATABASES),
    "emerging": (
        "opentelemetry.io", "webassembly.org", "wasi.dev", "component-model.bytecodealliance.org", "ebpf.io",
        "modelcontextprotocol.io", "a2a-protocol.org", "platform.openai.com/docs", "developers.openai.com",
        "docs.anthropic.com", "docs.claude.com", "platform.claude.com/docs", "graphql.org", "grpc.io", "protobuf.dev",
        "spiffe.io", "arrow.apache.org", "iceberg.apache.org", "kafka.apache.org", "duckdb.org", "bun.com", "deno.com",
        "docs.deno.com", "crossplane.io", "docs.crossplane.io", "tag-app-delivery.cncf.io", "www.cncf.io",
        "github.com/pgvector/pgvector", "http3-explained.haxx.se", "docs.dapr.io", "knative.dev", "temporal.io",
        "docs.temporal.io", "docs.vllm.ai", "cloudevents.io", "www.asyncapi.com",
        *DELIVERY, *DATABASES, *OWASP, *IDENTITY, *PROXIES,
    ),
}  # fmt: skip

# Forms that age or lead elsewhere, with what to write instead.
UNSTABLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), mend)
    for pattern, mend in (
        (r"//www\.postgresql\.org/docs/(?!current/|release/)", "write /docs/current/"),
        (r"//docs\.python\.org/(?!3/)", "write /3/ instead of a version"),
        (r"//docs\.djangoproject\.com/en/(?!stable/)", "write /en/stable/"),
        (r"\.readthedocs\.io/(?!en/(?:stable|latest)/|projects/)", "write /en/stable/ or /en/latest/"),
        (r"//docs\.pytest\.org/en/(?!stable/|latest/)", "write /en/stable/"),
        (r"//nodejs\.org/(?:docs|dist|download)/(?:latest-)?v\d", "write /api/ or /docs/latest/api/"),
        (r"//docs\.spring\.io/.*/\d+\.\d+(?:\.\w+)*/", "leave the version out, or write /current/"),
        (r"//(?:guides|api)\.rubyonrails\.org/v\d", "leave the version out"),
        (r"//docs\.ruby-lang\.org/en/\d", "write /en/master/"),
        (r"//dev\.mysql\.com/doc/refman/(?!\d+\.\d+/en/)", "write /doc/refman/8.4/en/"),
        (r"//www\.mongodb\.com/docs/(?:v\d|manual/v\d)", "leave the version out"),
        (r"//redis\.io/docs/(?!latest/)", "write /docs/latest/"),
        (r"//git-scm\.com/docs/[\w-]+/\d", "leave the version out"),
        (r"//v[\d-]+\.docs\.kubernetes\.io/", "write kubernetes.io/docs/"),
        (r"//learn\.microsoft\.com/(?!en-us/)", "write /en-us/"),
        (r"//learn\.microsoft\.com/.*[?&]view=", "leave `view=` out"),
        (r"//docs\.github\.com/.*@\d", "leave the version out"),
        (r"//tools\.ietf\.org/", "write www.rfc-editor.org/rfc/rfcNNNN.html"),
        (r"//datatracker\.ietf\.org/doc/html/draft-", "name the RFC; drafts expire"),
        (r"//github\.com/[^/]+/[^/]+/(?:blob|tree)/", "name the documentation; a path in a repository moves"),
        (r"[?&](?:utm_\w+|ref|source)=", "leave the tracking words out"),
        (r"//(?:web\.)?archive\.org/", "name the page itself"),
    )
)


def is_official(url: str, technologies: tuple[str, ...]) -> bool:
    """Whether the address belongs to a standard or to the documentation of one of the technologies."""
    address = re.sub(r"^https?://", "", url)
    host = address.partition("/")[0].lower()
    known = (*EVERYWHERE, *(entry for slug in technologies for entry in HOSTS.get(slug, ())))
    return any(_matches(host, address, entry) for entry in known)


def unstable(url: str) -> str:
    """What to write instead of a form that does not last; empty when the form is fine."""
    return next((mend for pattern, mend in UNSTABLE if pattern.search(url)), "")


def _matches(host: str, address: str, entry: str) -> bool:
    if entry.startswith("."):
        return host.endswith(entry)
    if "/" in entry:
        return address.startswith(f"{entry}/") or address == entry
    return host == entry
