from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.zone_names import countries, current_zones, plain, zone_names
from bot.domain.zone_places import ABBREVIATIONS, COUNTRY_ALIASES, PLACES, POPULAR
from bot.domain.zones import SUGGESTIONS_MAX, Suggestions, Zone, read_zone, suggest_zones

WINTER, SUMMER = datetime(2027, 1, 13, tzinfo=UTC), datetime(2027, 7, 13, tzinfo=UTC)

# One capital per member state of the United Nations, where the zone is not named after it in another way.
CAPITALS = """
Kabul, Tirana, Algiers, Andorra, Luanda, Saint John's, Buenos Aires, Yerevan, Canberra, Vienna, Baku, Nassau,
Manama, Dhaka, Bridgetown, Minsk, Brussels, Belmopan, Porto-Novo, Thimphu, Sucre, Sarajevo, Gaborone, Brasilia,
Bandar Seri Begawan, Sofia, Ouagadougou, Gitega, Praia, Phnom Penh, Yaounde, Ottawa, Bangui, Ndjamena, Santiago,
Beijing, Bogota, Moroni, Brazzaville, Kinshasa, San Jose, Yamoussoukro, Zagreb, Havana, Nicosia, Prague,
Copenhagen, Djibouti, Roseau, Santo Domingo, Quito, Cairo, San Salvador, Malabo, Asmara, Tallinn, Mbabane,
Addis Ababa, Suva, Helsinki, Paris, Libreville, Banjul, Tbilisi, Berlin, Accra, Athens, Saint George's, Guatemala,
Conakry, Bissau, Georgetown, Port-au-Prince, Tegucigalpa, Budapest, Reykjavik, New Delhi, Jakarta, Tehran,
Baghdad, Dublin, Jerusalem, Rome, Kingston, Tokyo, Amman, Astana, Nairobi, Tarawa, Pyongyang, Seoul, Kuwait City,
Bishkek, Vientiane, Riga, Beirut, Maseru, Monrovia, Tripoli, Vaduz, Vilnius, Luxembourg, Antananarivo, Lilongwe,
Kuala Lumpur, Male, Bamako, Malta, Majuro, Nouakchott, Port Louis, Mexico City, Palikir, Chisinau, Monaco,
Ulaanbaatar, Podgorica, Rabat, Maputo, Naypyidaw, Windhoek, Yaren, Kathmandu, Amsterdam, Wellington, Managua,
Niamey, Abuja, Skopje, Oslo, Muscat, Islamabad, Ngerulmud, Panama, Port Moresby, Asuncion, Lima, Manila, Warsaw,
Lisbon, Doha, Bucharest, Moscow, Kigali, Basseterre, Castries, Kingstown, Apia, San Marino, Sao Tome, Riyadh,
Dakar, Belgrade, Victoria, Freetown, Singapore, Bratislava, Ljubljana, Honiara, Mogadishu, Pretoria, Juba, Madrid,
Colombo, Khartoum, Paramaribo, Stockholm, Bern, Damascus, Dushanbe, Dodoma, Bangkok, Dili, Lome, Nuku'alofa,
Port of Spain, Tunis, Ankara, Ashgabat, Funafuti, Kampala, Kyiv, Abu Dhabi, London, Washington, Montevideo,
Tashkent, Port Vila, Caracas, Hanoi, Sanaa, Lusaka, Harare
"""


def names(text: str, at: datetime = WINTER) -> tuple[str, ...]:
    answer = read_zone(text, at=at)
    assert isinstance(answer, Suggestions), answer
    return answer.names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("  europe/berlin ", "Europe/Berlin"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("america/argentina/buenos aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
        # A country's own name stays, though the database keeps its rules under another.
        ("Europe/Oslo", "Europe/Oslo"),
        # Outdated names become today's.
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
    ],
)
def test_a_name_of_the_zone_database_is_taken(text: str, name: str) -> None:
    assert read_zone(text, at=WINTER) == Zone(name=name)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Berlin", "Europe/Berlin"),
        ("berlin, germany", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("London", "Europe/London"),
        ("UK", "Europe/London"),
        ("India", "Asia/Kolkata"),
        ("Bangalore", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("kiev", "Europe/Kyiv"),
        ("S\u00e3o Paulo", "America/Sao_Paulo"),
        ("Z\u00fcrich", "Europe/Zurich"),
        ("C\u00f4te d\u2019Ivoire", "Africa/Abidjan"),
        ("San Francisco", "America/Los_Angeles"),
        ("Japan", "Asia/Tokyo"),
        ("GB", "Europe/London"),
        ("PST", "America/Los_Angeles"),
        ("Pacific Time", "America/Los_Angeles"),
        ("eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("cet", "Europe/Berlin"),
        ("GMT", "Europe/London"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Pariss", "Europe/Paris"),
        ("new yrok", "America/New_York"),
        ("Amer", "America/New_York"),
    ],
)
def test_anything_else_gets_suggestions_likeliest_first(text: str, first: str) -> None:
    assert names(text)[0] == first


def test_an_abbreviation_used_in_several_places_names_them() -> None:
    assert set(names("IST")) == {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}
    assert {"America/Chicago", "Asia/Shanghai"} <= set(names("CST"))
    assert set(names("San Jose")) == {"America/Los_Angeles", "America/Costa_Rica"}
    assert {"Europe/London", "UTC"} <= set(names("gmt"))


@pytest.mark.parametrize("text", ["GMT+2", "utc+2", "UTC +02:00", "+2", "+0200", "gmt 2"])
def test_an_offset_names_places_that_have_it_today_and_some_of_another_season(text: str) -> None:
    winter, summer = names(text), names(text, SUMMER)
    assert {"Europe/Kyiv", "Africa/Johannesburg"} & set(winter)
    assert "Europe/Berlin" in winter[5:]
    assert summer[0] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UTC+5:30", "Asia/Kolkata"),
        ("GMT+5.5", "Asia/Kolkata"),
        ("+0545", "Asia/Kathmandu"),
        ("UTC-3", "America/Sao_Paulo"),
        ("UTC\u22123", "America/Sao_Paulo"),
        ("UTC-3:30", "America/St_Johns"),
        ("GMT+0", "Europe/London"),
        ("utc+14", "Pacific/Kiritimati"),
    ],
)
def test_offsets_of_every_shape(text: str, name: str) -> None:
    assert names(text)[0] == name


@pytest.mark.parametrize(
    "text", ["localtime", "Factory", "posixrules", "UTC+20", "qwertzuiop", "/", "..", "/etc/localtime", "../UTC", "m"]
)
def test_what_means_nothing_gets_no_suggestion(text: str) -> None:
    assert names(text) == ()


@pytest.mark.parametrize("text", ["posix/Europe/Berlin", "right/Europe/Berlin"])
def test_files_of_the_database_that_are_no_places_are_not_taken(text: str) -> None:
    assert isinstance(read_zone(text, at=WINTER), Suggestions)


def test_while_typing_the_beginning_is_enough() -> None:
    assert "Europe/Berlin" in suggest_zones("be", at=WINTER, limit=25)
    assert suggest_zones("ber", at=WINTER)[0] == "Europe/Berlin"
    assert "Asia/Kolkata" in suggest_zones("bang", at=WINTER, limit=25)
    assert suggest_zones("", at=WINTER, limit=25) == POPULAR[:25]


@pytest.mark.parametrize("capital", plain(CAPITALS.replace("\n", " ")).split(", "))
def test_every_capital_leads_to_a_zone(capital: str) -> None:
    assert names(capital)


def test_every_country_leads_to_its_zones() -> None:
    for country, zones in countries().items():
        assert set(names(country)) <= set(zones)


def test_every_zone_offered_or_taken_is_one_that_python_knows() -> None:
    offered = {zone for zones in (*ABBREVIATIONS.values(), *PLACES.values()) for zone in zones} | set(POPULAR)
    assert offered <= current_zones() | {"UTC"}
    for name in set(zone_names().values()):
        assert ZoneInfo(name).key == name
    assert set(COUNTRY_ALIASES.values()) <= set(countries())


def test_every_name_python_knows_is_taken_except_those_that_name_no_place() -> None:
    left_out = {name for name in available_timezones() if name.casefold() not in zone_names()}
    assert left_out <= {"localtime", "Factory", "posixrules"}
    for name in available_timezones() - left_out:
        if "/" in name:
            answer = read_zone(name, at=WINTER)
            assert isinstance(answer, Zone)
            for at in (WINTER, SUMMER):
                assert at.astimezone(ZoneInfo(answer.name)).utcoffset() == at.astimezone(ZoneInfo(name)).utcoffset()


def test_our_own_places_do_not_repeat_what_the_database_names() -> None:
    assert not [place for place in PLACES if place in countries()]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_gives_a_known_zone_or_a_few_known_suggestions(text: str) -> None:
    answer = read_zone(text, at=SUMMER)
    found = (answer.name,) if isinstance(answer, Zone) else answer.names
    assert len(found) == len(set(found)) <= SUGGESTIONS_MAX
    assert set(found) <= set(zone_names().values())


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        suggest_zones("Berlin", at=datetime(2027, 1, 1))  # noqa: DTZ001
