"""Catalogue files as other offices would write them by hand."""

TRANSPORT = """
meta: {kind: demo, notice: Contoh kedua, facts_as_of: 2026-02-03, updated: 2026-02-03}
office:
  name: Dinas Perhubungan Kabupaten Contoh
  short_name: Dishub Contoh
  website:
  whatsapp_consultation: 0812345678
  social: {instagram: '@dishub', call_to_action: }
providers:
- {key: dishub, name: Dishub Kabupaten Contoh}
categories:
- {key: angkutan, name: Angkutan & parkir, order: 10}
locations:
- key: kantor-dishub
  name: Kantor Dishub
  address: Jalan Raya 5
  postal_code: 00123
  phone: 0217654
  latitude: 0
  longitude: 109.33
  hours:
    regular:
      mon: &hours [[13:00, 15:00], [08:00, 10:15], [10:30, 12:00]]
      tue: *hours
      fri: [[8.00, 11.30]]
      sat:
calendar:
  closures:
  - {date: 2026-12-20, until: 2026-12-22, name: Pindah gedung, offices: [kantor-dishub]}
legal_bases:
- {key: perbup-kir, short: Perbup 1/2026}
channels:
- {key: wa-dishub, name: WhatsApp Dishub, kind: whatsapp, value: 0812-3456}
services:
- slug: uji-kir
  name: Uji Berkala Kendaraan Bermotor (KIR) é 🎉
  short_name: Uji KIR
  category: angkutan
  provider: dishub
  summary: Uji laik jalan.
  description: Tarif < Rp100.000 & <b>cepat</b>
  requirements:
  - {id: stnk, label: STNK, form: asli_diperlihatkan, note: }
  - {id: stnk-fc, label: Fotokopi STNK, form: fotokopi, copies: 1, cases: , alternative_to: stnk}
  steps:
  - {actor: pemohon, text: Datang dengan kendaraan}
  processing_time: {text: 1 jam, max_value: 1, unit: jam}
  fee: {amount: 95000, text: "Rp95.000 mobil barang; Rp75.000 penumpang", other_costs: Rp10.000 stiker, basis: }
  reporting_deadline: {text: Setiap 6 bulan, days: 0}
  product: [Bukti lulus uji elektronik]
  complaint_channels: [wa-dishub]
  locations: [kantor-dishub]
  legal_bases: [perbup-kir, perbup-kir]
  not_required: ['', null, '  ', Calo, Calo]
  tips:
  faqs:
  - {id: kir-1, question: "Berapa?", answer: 95000, keywords: [1, dua]}
parking_rates: {motor: 2000, mobil: 5000.50}
"""

SUBDISTRICT = """
office: {name: Kecamatan Contoh Barat, provider: kec-barat, timezone: Asia/Makassar}
providers:
- {key: kec-barat, name: Kecamatan Contoh Barat}
locations:
- {key: kec-barat, name: Kantor Camat Contoh Barat, type: kecamatan, address: Jalan Camat}
life_events:
- {key: menikah, name: Menikah, services: [dispensasi-nikah]}
services:
- slug: dispensasi-nikah
  name: Dispensasi Nikah
  short_name: Dispensasi nikah
  category: perkawinan
  provider: kec-barat
  summary: Menikah dalam sepuluh hari kerja.
  requirements:
  - {id: n1, label: Surat N1 dari kelurahan, form: surat_asli, document: kk}
  steps: [{actor: pemohon, text: Datang}]
  processing_time: {text: 1 hari}
  fee: {amount: 0, text: Gratis, basis: Perda}
  product: [Surat dispensasi]
  complaint_channels: [lapor]
  locations: [kec-barat]
  related: [kk-baru, akta-perkawinan]
"""
