"""The ten skill areas of a backend engineer. Slugs are stable; titles are what people read."""

from enum import StrEnum


class Area(StrEnum):
    """A skill area; the value is its stable slug."""

    LANGUAGES = "languages"
    FRAMEWORKS = "frameworks"
    DATABASES = "databases"
    APIS = "apis"
    SERVERS = "servers"
    SECURITY = "security"
    TESTING = "testing"
    VERSION_CONTROL = "version-control"
    CI_CD = "ci-cd"
    PROBLEM_SOLVING = "problem-solving"

    @property
    def label(self) -> str:
        """The name shown to people."""
        return AREA_TITLES[self]


AREA_TITLES: dict[Area, str] = {
    Area.LANGUAGES: "Languages",
    Area.FRAMEWORKS: "Frameworks",
    Area.DATABASES: "Databases",
    Area.APIS: "APIs",
    Area.SERVERS: "Servers and cloud",
    Area.SECURITY: "Security",
    Area.TESTING: "Testing and debugging",
    Area.VERSION_CONTROL: "Version control",
    Area.CI_CD: "CI/CD",
    Area.PROBLEM_SOLVING: "Problem solving",
}

AREA_SUBTITLES: dict[Area, str] = {
    Area.LANGUAGES: "Python, Java, C#, Ruby, JavaScript, data structures and object orientation",
    Area.FRAMEWORKS: "Django, Spring, ASP.NET, Rails, Express and Node.js",
    Area.DATABASES: "SQL, MySQL, PostgreSQL, Oracle, MongoDB and Redis",
    Area.APIS: "REST, OpenAPI and third-party APIs",
    Area.SERVERS: "AWS, Azure, GCP, Docker, Kubernetes, scaling and load balancing",
    Area.SECURITY: "authentication, authorization, encryption and input handling",
    Area.TESTING: "unit and integration tests, debugging",
    Area.VERSION_CONTROL: "Git, branching, merging and pull requests",
    Area.CI_CD: "Jenkins, Travis CI, CircleCI, pipelines and deployment",
    Area.PROBLEM_SOLVING: "requirements, decomposition, algorithms and complexity",
}

LEVEL_NAMES: dict[int, str] = {1: "beginner", 2: "easy", 3: "medium", 4: "hard", 5: "expert"}
