"""Places and abbreviations people type for a time zone that the zone database does not name itself.

Keys are as `zone_names.plain` makes them: lower case, no accents, blanks between words. What the database
does name (its cities and countries) is not repeated here. Abbreviations name the likeliest zone first.
"""

from collections.abc import Mapping

# Ranks suggestions: the large places, roughly by how many software teams sit there.
_POPULAR = """
Europe/London America/New_York Europe/Berlin America/Los_Angeles Asia/Kolkata America/Chicago UTC
Europe/Paris Asia/Shanghai Asia/Tokyo America/Sao_Paulo Australia/Sydney Asia/Singapore
America/Denver America/Toronto Europe/Madrid Europe/Warsaw Europe/Rome Europe/Amsterdam Europe/Kyiv
Europe/Istanbul Europe/Moscow Europe/Lisbon Europe/Dublin Europe/Stockholm Europe/Zurich
Europe/Helsinki Europe/Athens Europe/Bucharest Asia/Dubai Asia/Jerusalem Africa/Lagos Africa/Cairo
Africa/Johannesburg Africa/Nairobi Asia/Karachi Asia/Dhaka Asia/Bangkok Asia/Jakarta
Asia/Ho_Chi_Minh Asia/Manila Asia/Hong_Kong Asia/Taipei Asia/Seoul Asia/Riyadh America/Mexico_City
America/Bogota America/Lima America/Argentina/Buenos_Aires America/Santiago America/Caracas
America/Phoenix America/Vancouver America/Halifax America/Anchorage Pacific/Honolulu
Australia/Brisbane Australia/Adelaide Australia/Perth Pacific/Auckland Africa/Casablanca
Africa/Accra Atlantic/Azores America/St_Johns Asia/Tehran Asia/Kabul Asia/Tashkent Asia/Almaty
Asia/Colombo Asia/Kathmandu Asia/Yangon Asia/Vladivostok America/Noronha Pacific/Port_Moresby
Pacific/Apia Pacific/Kiritimati
"""
POPULAR = tuple(_POPULAR.split())

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    short: tuple(zones.split())
    for shorts, zones in {
        "est edt et eastern est5edt": "America/New_York America/Toronto Australia/Sydney",
        "cst cdt ct central cst6cdt": "America/Chicago America/Winnipeg Asia/Shanghai America/Havana",
        "mst mdt mt mountain mst7mdt": "America/Denver America/Phoenix America/Edmonton",
        "pst pdt pt pacific pst8pdt": "America/Los_Angeles America/Vancouver Asia/Manila",
        "akst akdt": "America/Anchorage",
        "hst hdt": "Pacific/Honolulu America/Adak",
        "ast adt atlantic": "America/Halifax America/Puerto_Rico Asia/Riyadh",
        "nst ndt": "America/St_Johns",
        "gmt greenwich": "Europe/London UTC Africa/Accra",
        "bst": "Europe/London Asia/Dhaka",
        "ist": "Asia/Kolkata Europe/Dublin Asia/Jerusalem",
        "idt": "Asia/Jerusalem",
        "wet west": "Europe/Lisbon Atlantic/Canary",
        "cet cest met mez mesz": "Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Warsaw",
        "eet eest": "Europe/Kyiv Europe/Helsinki Europe/Athens Europe/Bucharest Africa/Cairo",
        "msk": "Europe/Moscow",
        "trt": "Europe/Istanbul",
        "wat": "Africa/Lagos",
        "cat": "Africa/Maputo Africa/Harare",
        "sast": "Africa/Johannesburg Asia/Riyadh",
        "eat": "Africa/Nairobi",
        "gst": "Asia/Dubai",
        "pkt": "Asia/Karachi",
        "npt": "Asia/Kathmandu",
        "ict": "Asia/Bangkok Asia/Ho_Chi_Minh",
        "wib": "Asia/Jakarta",
        "sgt": "Asia/Singapore",
        "hkt": "Asia/Hong_Kong",
        "pht": "Asia/Manila",
        "jst": "Asia/Tokyo",
        "kst": "Asia/Seoul",
        "awst": "Australia/Perth",
        "acst acdt": "Australia/Adelaide Australia/Darwin",
        "aest aedt": "Australia/Sydney Australia/Melbourne Australia/Brisbane",
        "nzst nzdt": "Pacific/Auckland",
        "brt": "America/Sao_Paulo",
        "art": "America/Argentina/Buenos_Aires",
        "clt clst": "America/Santiago",
        "cot": "America/Bogota",
        "pet": "America/Lima",
    }.items()
    for short in shorts.split()
}

# "zone: place, place, ...". A place may stand under several zones.
_PLACES = """
Africa/Abidjan: Yamoussoukro
Africa/Blantyre: Lilongwe
Africa/Bujumbura: Gitega
Africa/Casablanca: Rabat, Marrakesh
Africa/Dar_es_Salaam: Dodoma
Africa/Douala: Yaounde
Africa/El_Aaiun: Laayoune
Africa/Johannesburg: Pretoria, Cape Town, Durban, Bloemfontein
Africa/Lagos: Abuja
Africa/Nairobi: Mombasa
America/Antigua: Saint John's, St John's
America/Barbados: Bridgetown
America/Belize: Belmopan
America/Bogota: Medellin, Cali
America/Chicago: Houston, Dallas, Austin, San Antonio, Minneapolis, Nashville, New Orleans, Kansas City
America/Costa_Rica: San Jose
America/Denver: Salt Lake City, Albuquerque, Boulder
America/Dominica: Roseau
America/Edmonton: Calgary
America/Grenada: Saint George's, St George's
America/Guayaquil: Quito
America/Guyana: Georgetown
America/La_Paz: Sucre
America/Los_Angeles: San Francisco, Seattle, Portland, San Diego, San Jose, Las Vegas, LA, SF, California
America/Mexico_City: Guadalajara
America/New_York: Washington, Washington DC, Boston, Miami, Atlanta, Philadelphia, NYC, New York City
America/Sao_Paulo: Brasilia, Rio de Janeiro, Rio
America/St_Kitts: Basseterre
America/St_Lucia: Castries
America/St_Vincent: Kingstown
America/Toronto: Ottawa, Montreal, Quebec
Asia/Aden: Sanaa
Asia/Almaty: Astana
Asia/Bahrain: Manama
Asia/Bangkok: Chiang Mai
Asia/Brunei: Bandar Seri Begawan
Asia/Colombo: Sri Jayawardenepura Kotte, Kotte
Asia/Dubai: Abu Dhabi
Asia/Hebron: Ramallah
Asia/Ho_Chi_Minh: Hanoi, Saigon, Da Nang
Asia/Jakarta: Bandung, Surabaya
Asia/Jerusalem: Tel Aviv, Haifa
Asia/Karachi: Islamabad, Lahore
Asia/Kolkata: New Delhi, Delhi, Mumbai, Bombay, Bangalore, Bengaluru, Hyderabad, Chennai, Pune
Asia/Kuwait: Kuwait City
Asia/Makassar: Bali, Denpasar
Asia/Qatar: Doha
Asia/Riyadh: Jeddah
Asia/Seoul: Busan
Asia/Shanghai: Beijing, Shenzhen, Guangzhou, Hangzhou
Asia/Tokyo: Osaka, Kyoto
Asia/Yangon: Naypyidaw
Atlantic/Bermuda: Hamilton
Atlantic/Cape_Verde: Praia
Atlantic/Faroe: Torshavn
Australia/Sydney: Canberra
Europe/Amsterdam: Rotterdam, The Hague
Europe/Belgrade: Pristina, Kosovo
Europe/Berlin: Munich, Hamburg, Frankfurt, Cologne, Stuttgart, Leipzig
Europe/Brussels: Antwerp
Europe/Dublin: Cork
Europe/Istanbul: Ankara
Europe/Kyiv: Lviv, Kharkiv, Odesa
Europe/Lisbon: Porto
Europe/London: Edinburgh, Manchester, Cardiff, Glasgow, Belfast, UK, United Kingdom, England, Scotland, Wales
Europe/Madrid: Barcelona, Valencia
Europe/Moscow: Saint Petersburg, St Petersburg
Europe/Paris: Lyon, Marseille
Europe/Prague: Czechia, Brno
Europe/Rome: Milan, Naples
Europe/Stockholm: Gothenburg
Europe/Warsaw: Krakow, Wroclaw, Gdansk
Europe/Zurich: Bern, Geneva, Basel
Indian/Comoro: Moroni
Indian/Mahe: Victoria
Indian/Maldives: Male
Indian/Mauritius: Port Louis
Indian/Mayotte: Mamoudzou
Indian/Reunion: Saint-Denis
Pacific/Auckland: Wellington, Christchurch
Pacific/Efate: Port Vila
Pacific/Fiji: Suva
Pacific/Guadalcanal: Honiara
Pacific/Nauru: Yaren
Pacific/Niue: Alofi
Pacific/Palau: Ngerulmud
Pacific/Pohnpei: Palikir
Pacific/Rarotonga: Avarua
Pacific/Tahiti: Papeete
Pacific/Tarawa: South Tarawa
Pacific/Tongatapu: Nuku'alofa
"""


def _places() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _PLACES.strip().splitlines():
        zone, _, places = line.partition(": ")
        for place in places.casefold().replace("'", "").replace("-", " ").split(", "):
            found[place] = (*found.get(place, ()), zone)
    return found


PLACES: Mapping[str, tuple[str, ...]] = _places()
COUNTRY_ALIASES: Mapping[str, str] = {
    "usa": "united states",
    "us": "united states",
    "america": "united states",
    "united states of america": "united states",
    "holland": "netherlands",
    "south korea": "korea (south)",
    "korea": "korea (south)",
    "uae": "united arab emirates",
    "burma": "myanmar (burma)",
    "myanmar": "myanmar (burma)",
    "swaziland": "eswatini (swaziland)",
    "eswatini": "eswatini (swaziland)",
    "ivory coast": "cote divoire",
    "bosnia": "bosnia & herzegovina",
    "great britain": "britain (uk)",
    "britain": "britain (uk)",
    "samoa": "samoa (western)",
}
